using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Notices that reports stay away although packets leave.</summary>
internal sealed class FeedbackWatch(SentPacketHistory history, ReportedFates fates)
{
    private const int MaxUnreported = 5;
    private const double IntervalGain = 0.1;

    /// <summary>How long no report comes before the path counts as blind.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(1);

    /// <summary>The same before the first report of all: the peer may still be setting up.</summary>
    private static readonly TimeSpan MaxFirstSilence = TimeSpan.FromSeconds(5);

    /// <summary>How long a blind transport goes on with its video (RFC 8083, RFC 8834 §8): after an outage of 3 s the next report takes an interval more.</summary>
    private static readonly TimeSpan VideoLife = TimeSpan.FromMilliseconds(2250);

    private Timestamp _reportedAt = Timestamp.Never;
    private Timestamp _pauseAt = Timestamp.Never;
    private bool _isBlind;
    private bool _hasUnreported;
    private Timestamp _unreportedSince;

    public bool HasFeedback => !_reportedAt.IsNever;

    /// <summary>Whether the peer has never reported anything although it got packets for some time.</summary>
    public bool IsPeerSilent { get; private set; }

    /// <summary>The mean time between reports.</summary>
    public TimeSpan Interval { get; private set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether nothing was reported for so long that video must not go on.</summary>
    public bool IsVideoPaused { get; private set; }

    /// <summary>When silence becomes too long, or video must pause; never while nothing waits for a report.</summary>
    public Timestamp NextDeadline => _isBlind
        ? _pauseAt
        : _hasUnreported ? _unreportedSince + Patience : Timestamp.Never;

    private TimeSpan Patience => HasFeedback ? MaxSilence : MaxFirstSilence;

    /// <summary>A packet left; true when it is the first one since the last report, from which the time counts.</summary>
    public bool HandleSent(Timestamp now)
    {
        if (_hasUnreported)
        {
            return false;
        }

        _hasUnreported = true;
        _unreportedSince = now;
        return true;
    }

    public void HandleFeedback(Timestamp now)
    {
        if (HasFeedback && now - _reportedAt < MaxSilence)
        {
            Interval += IntervalGain * (now - _reportedAt - Interval);
        }

        _reportedAt = now;
        _isBlind = false;
        IsPeerSilent = false;
        IsVideoPaused = false;
        _pauseAt = Timestamp.Never;
        _hasUnreported = fates.NewestReported < history.Newest;
        _unreportedSince = now;
    }

    /// <summary>Looks at the time; true when reports have just been missing for too long.</summary>
    public bool HandleDeadline(Timestamp now)
    {
        if (_isBlind)
        {
            if (now >= _pauseAt)
            {
                IsVideoPaused = true;
                _pauseAt = Timestamp.Never;
            }

            return false;
        }

        if (!_hasUnreported || now - _unreportedSince < Patience)
        {
            return false;
        }

        // Of a few packets the reports alone may be lost: look again later. A peer that has never reported, such as a recorder, does not know how.
        _unreportedSince = now;
        if (!HasFeedback)
        {
            IsPeerSilent = history.Newest - fates.NewestReported > MaxUnreported;
            return false;
        }

        _isBlind = history.Newest - fates.NewestReported > MaxUnreported;
        _pauseAt = _isBlind ? now + VideoLife : Timestamp.Never;
        return _isBlind;
    }

    /// <summary>This side stood still: reports may be waiting.</summary>
    public void HandleStall(Timestamp now) => _unreportedSince = now;
}
