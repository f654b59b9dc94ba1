using Tureen.Rooms.Page.Devices;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Views;

/// <summary>Notices that the user speaks while nobody hears it.</summary>
/// <param name="media">The devices.</param>
/// <param name="own">Whether the microphone is muted.</param>
/// <param name="notice">Where the hint is shown.</param>
internal sealed class MutedHint(LocalMedia media, OwnView own, NoticeView notice)
{
    /// <summary>From one look to the next.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>A hint is enough for this long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly LevelMeter _meter = new();

    /// <summary>Looks until the user has left the room.</summary>
    public async Task RunAsync(Func<bool> isIn)
    {
        var speech = new SpeechDetector();
        object? heard = null;
        long? hintedAt = null;
        while (isIn())
        {
            object? wanted = own.IsMuted ? media.Microphone : null;
            if (!ReferenceEquals(wanted, heard))
            {
                heard = wanted;
                _meter.Watch(own.IsMuted ? media.Microphone : null);
                speech = new SpeechDetector();
            }

            bool isDue = hintedAt is not { } last || TimeProvider.System.GetElapsedTime(last) > Pause;
            if (heard is not null && speech.HandleLevel(_meter.Level) && isDue)
            {
                hintedAt = TimeProvider.System.GetTimestamp();
                notice.ShowBriefly(Language.Text("notice.muted"));
            }

            await Task.Delay(Interval);
        }

        _meter.Watch(null);
    }
}
