using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>When the next probe may begin. A satisfied transport never probes.</summary>
internal sealed class ProbeSchedule
{
    /// <summary>After so many failures only the next step is tried.</summary>
    private const int CautiousAfter = 2;

    private const int MaxDemandResets = 2;

    /// <summary>How often the duration of a probe is doubled at most.</summary>
    private const int MaxDoublings = 2;

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ChainPause = TimeSpan.FromMilliseconds(20);
    public static readonly TimeSpan UpgradePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnknownPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan UnderSentPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ClearPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LeastDistance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ResetWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BudgetWindow = TimeSpan.FromSeconds(10);

    private TimeSpan _interval = FirstInterval;
    private Timestamp _next = Timestamp.Never;
    private Timestamp _notBefore = Timestamp.Zero;
    private Timestamp _resetsSince = Timestamp.Zero;
    private int _resets;
    private int _failures;
    private int _underSent;
    private Timestamp _spentSince = Timestamp.Zero;
    private double _spent;

    /// <summary>When the next probe may begin; never before the peer has reported anything.</summary>
    public Timestamp Next => _next.IsNever || _next >= _notBefore ? _next : _notBefore;

    public bool IsCautious => _failures >= CautiousAfter;

    /// <summary>How many times as long as planned the next probe lasts: one that was over before enough packets had left would be so again.</summary>
    public int Lengthening => 1 << Math.Min(_underSent, MaxDoublings);

    /// <summary>Whether bytes may be spent on another probe; when not, the next one waits.</summary>
    public bool TryBegin(Timestamp now, double bytes, double available)
    {
        if (now - _spentSince > BudgetWindow)
        {
            _spentSince = now;
            _spent = 0;
        }

        double budget = ((0.15 * available) + 100_000) / 8 * BudgetWindow.TotalSeconds;
        if (_spent + bytes > budget && _spent > 0)
        {
            _next = _spentSince + BudgetWindow;
            return false;
        }

        _spent += bytes;
        _notBefore = now + LeastDistance;
        return true;
    }

    /// <summary>The peer reports: it has negotiated and receives.</summary>
    public void Start(Timestamp now)
    {
        if (_next.IsNever)
        {
            _next = now;
        }
    }

    /// <summary>Something speaks for an early probe.</summary>
    public void Hasten(Timestamp now, TimeSpan pause)
    {
        if (_next.IsNever)
        {
            return;
        }

        _next = now + pause;
        _interval = FirstInterval;
    }

    /// <summary>Consumers want more than before.</summary>
    public void HandleDemand(Timestamp now)
    {
        if (now - _resetsSince > ResetWindow)
        {
            _resetsSince = now;
            _resets = 0;
        }

        if (_resets < MaxDemandResets)
        {
            _resets++;
            Hasten(now, TimeSpan.Zero);
        }
    }

    /// <summary>A consumer went up: on a path that was full once, its key frame and its rate show first whether that holds.</summary>
    public void HandleUpgrade(Timestamp now, TimeSpan pause)
    {
        if (now + pause > _notBefore)
        {
            _notBefore = now + pause;
        }
    }

    /// <summary>Congestion began.</summary>
    public void HandleCongestion(Timestamp now)
    {
        _interval = FirstInterval;
        _failures = 0;
        if (!_next.IsNever)
        {
            _next = now + ClearPause;
        }
    }

    /// <summary>The queue is gone.</summary>
    public void HandleClear(Timestamp now, TimeSpan pause) =>
        _notBefore = Timestamp.Min(Timestamp.Never, now + (pause > ClearPause ? pause : ClearPause));

    public void HandleResult(Timestamp now, ProbeOutcome outcome, bool isMeasured)
    {
        _underSent = outcome == ProbeOutcome.UnderSent ? _underSent + 1 : 0;
        switch (outcome)
        {
            case ProbeOutcome.Success:
                _failures = 0;
                _interval = FirstInterval;

                // A path that was measured once: see first whether the upgrade holds.
                _next = now + (isMeasured ? UpgradePause : ChainPause);
                break;
            case ProbeOutcome.Unknown:
                _next = now + UnknownPause;
                break;
            case ProbeOutcome.UnderSent or ProbeOutcome.Ignored:
                _next = now + UnderSentPause;
                break;
            default:
                _failures++;
                _next = now + _interval;
                _interval = _interval * 1.5 > LongestInterval ? LongestInterval : _interval * 1.5;
                break;
        }
    }
}
