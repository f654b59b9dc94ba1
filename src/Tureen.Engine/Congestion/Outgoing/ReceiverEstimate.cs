using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What a receiver allows that estimates the path itself (REMB).</summary>
internal sealed class ReceiverEstimate
{
    private const double StaleShare = 0.5;

    /// <summary>How long an estimate holds. Receivers repeat it each second.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    /// <summary>How long a receiver may be silent before it counts as one that never estimates.</summary>
    private static readonly TimeSpan MaxFirstSilence = TimeSpan.FromSeconds(5);

    private Timestamp _sentSince = Timestamp.Never;
    private Timestamp _takenAt = Timestamp.Never;
    private double _reported;
    private bool _isStale;

    public ReceiverLoss Loss { get; } = new();

    public bool IsKnown => !_takenAt.IsNever;

    /// <summary>Whether the receiver got packets for some time and has never estimated anything, as recorders do.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>Bits per second that may be sent; what is old or lossy counts less.</summary>
    public double Allowed => _reported * Loss.Share * (_isStale ? StaleShare : 1);

    /// <summary>When the estimate becomes stale, or silence too long.</summary>
    public Timestamp NextDeadline
    {
        get
        {
            if (IsKnown)
            {
                return _isStale ? Timestamp.Never : _takenAt + Life;
            }

            return _sentSince.IsNever || IsSilent ? Timestamp.Never : _sentSince + MaxFirstSilence;
        }
    }

    /// <summary>Media left; true when the deadline moved.</summary>
    public bool HandleSent(Timestamp now)
    {
        if (!_sentSince.IsNever)
        {
            return false;
        }

        _sentSince = now;
        return true;
    }

    /// <summary>Takes an estimate.</summary>
    public void Take(Timestamp now, Bitrate estimate)
    {
        _reported = Math.Max(estimate.BitsPerSecond, 0);
        _takenAt = now;
        _isStale = false;
        IsSilent = false;
    }

    /// <summary>Looks at the time; true when something changed.</summary>
    public bool HandleDeadline(Timestamp now)
    {
        if (NextDeadline > now)
        {
            return false;
        }

        _isStale = IsKnown;
        IsSilent = !IsKnown;
        return true;
    }
}
