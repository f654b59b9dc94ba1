using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The capture clocks of one transport, one per CNAME, each kept while a producer uses it.</summary>
internal sealed class RemoteCaptureClocks(NtpClock ntp)
{
    private readonly Dictionary<string, RemoteCaptureClock> _clocks = new(StringComparer.Ordinal);

    public int Count => _clocks.Count;

    /// <summary>A producer of this CNAME was made; the clock that it shares.</summary>
    public RemoteCaptureClock Join(string cname, bool hasAbsCaptureTime)
    {
        if (!_clocks.TryGetValue(cname, out RemoteCaptureClock? clock))
        {
            clock = new RemoteCaptureClock(ntp);
            _clocks.Add(cname, clock);
        }

        clock.AddProducer(hasAbsCaptureTime);
        return clock;
    }

    /// <summary>A producer of this CNAME is gone; the last one takes the clock with it.</summary>
    public void Leave(string cname)
    {
        if (_clocks.TryGetValue(cname, out RemoteCaptureClock? clock) && clock.RemoveProducer() == 0)
        {
            _clocks.Remove(cname);
        }
    }
}
