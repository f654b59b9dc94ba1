namespace Tureen.Server.Load.Measures;

/// <summary>
/// Finds the moments at which a viewer notices that the picture stands still, as browsers do (W3C, Identifiers for WebRTC's Statistics API, freezeCount):
/// a frame comes later after the one before than three times as usual, and 150 ms later than usual.
/// </summary>
internal sealed class FreezeMeter
{
    /// <summary>Frames that say what is usual.</summary>
    private const int Memory = 30;

    private const int Factor = 3;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(150);

    private readonly TimeSpan[] _delays = new TimeSpan[Memory];
    private TimeSpan _sum;
    private TimeSpan _first;
    private TimeSpan _last;

    /// <summary>Frames that were shown.</summary>
    public long Frames { get; private set; }

    public long Freezes { get; private set; }

    /// <summary>How long the picture stood still, in all freezes.</summary>
    public TimeSpan Frozen { get; private set; }

    /// <summary>When the last frame was shown.</summary>
    public TimeSpan Last => _last;

    /// <summary>A frame is shown.</summary>
    public void Show(TimeSpan now)
    {
        if (Frames == 0)
        {
            _first = now;
        }
        else
        {
            TimeSpan delay = now - _last;
            if (IsFreeze(delay))
            {
                Freezes++;
                Frozen += delay;
            }

            int place = (int)((Frames - 1) % Memory);
            _sum += delay - _delays[place];
            _delays[place] = delay;
        }

        _last = now;
        Frames++;
    }

    /// <summary>Nothing follows: a picture that has stood still up to now is a freeze, too.</summary>
    public void Finish(TimeSpan now)
    {
        if (Frames > 0 && IsFreeze(now - _last))
        {
            Freezes++;
            Frozen += now - _last;
            _last = now;
        }
    }

    /// <summary>From the first frame on.</summary>
    public TimeSpan Watched => _last - _first;

    private bool IsFreeze(TimeSpan delay)
    {
        long known = Math.Min(Frames - 1, Memory);
        if (known <= 0)
        {
            return false;
        }

        TimeSpan usual = _sum / known;
        TimeSpan limit = usual * Factor;
        return delay >= (limit > usual + Tolerance ? limit : usual + Tolerance);
    }
}
