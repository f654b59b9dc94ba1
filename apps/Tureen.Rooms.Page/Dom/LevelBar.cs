using Tureen.Client.Browser;

namespace Tureen.Rooms.Page.Dom;

/// <summary>A bar that shows how loud a track is.</summary>
/// <param name="id">The meter element.</param>
internal sealed class LevelBar(string id)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Element _bar = Document.ById(id);
    private readonly LevelMeter _meter = new();
    private bool _isWatching;
    private bool _isRunning;

    /// <summary>Shows this track instead of the one before, until people do not see the bar any more; null for none.</summary>
    public void Watch(BrowserTrack? track)
    {
        _meter.Watch(track);
        _isWatching = track is not null;
        if (!_isRunning)
        {
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        _isRunning = true;
        do
        {
            _bar.SetAttribute("value", FormattableString.Invariant($"{_meter.Level:0.00}"));
            await Task.Delay(Interval);
        }
        while (_isWatching && _bar.IsShown);

        _meter.Watch(null);
        _isRunning = false;
    }
}
