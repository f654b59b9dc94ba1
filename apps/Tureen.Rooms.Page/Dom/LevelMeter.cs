using System.Runtime.InteropServices.JavaScript;
using Tureen.Client.Browser;

namespace Tureen.Rooms.Page.Dom;

/// <summary>How loud a track is.</summary>
internal sealed partial class LevelMeter
{
    private JSObject? _meter;

    /// <summary>0 to 1.</summary>
    public double Level => _meter is null ? 0 : GetLevel(_meter);

    /// <summary>Listens to this track instead of the one before; null for none.</summary>
    public void Watch(BrowserTrack? track)
    {
        if (_meter is not null)
        {
            CloseMeter(_meter);
            _meter = null;
        }

        if (track is not null)
        {
            _meter = OpenMeter(track.Object);
        }
    }

    [JSImport("openMeter", Document.Module)]
    private static partial JSObject OpenMeter(JSObject track);

    [JSImport("meterLevel", Document.Module)]
    private static partial double GetLevel(JSObject meter);

    [JSImport("closeMeter", Document.Module)]
    private static partial void CloseMeter(JSObject meter);
}
