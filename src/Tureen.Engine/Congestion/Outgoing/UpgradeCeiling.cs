using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What failed before, and for how long it is not tried again.</summary>
internal sealed class UpgradeCeiling
{
    private const double BarredShare = 0.97;

    /// <summary>How far two measurements of one path may differ.</summary>
    private const double StableShare = 0.2;

    private static readonly TimeSpan LeastBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan VaryingBackoff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastDelayBackoff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastLossBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForeignBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MostBackoff = TimeSpan.FromSeconds(60);

    /// <summary>An upgrade that lived shorter was a failure.</summary>
    public static readonly TimeSpan UpgradeTrial = TimeSpan.FromSeconds(5);

    /// <summary>An upgrade that lived so long was none.</summary>
    private static readonly TimeSpan UpgradeProof = TimeSpan.FromSeconds(10);

    private TimeSpan _backoff = LeastBackoff;
    private Timestamp _upgradedAt = Timestamp.Never;

    /// <summary>Bits per second; 0 for none.</summary>
    public double Rate { get; private set; }

    public Timestamp Until { get; private set; }

    public TimeSpan Backoff => _backoff;

    public bool Bars(Timestamp now, double need) => Rate > 0 && now < Until && need > BarredShare * Rate;

    /// <summary>Whether probes passed lately that media could not follow: a bucket lets a burst through that the path does not carry.</summary>
    public bool IsProbeDoubtful => Rate > 0 && _backoff > VaryingBackoff;

    /// <summary>When a step that is barred now may be tried; never when nothing is barred.</summary>
    public Timestamp GetEnd(Timestamp now) => Rate > 0 && now < Until ? Until : Timestamp.Never;

    /// <summary>Whether a consumer went up so recently that congestion is its fault.</summary>
    public bool IsUpgradeOnTrial(Timestamp now) => !_upgradedAt.IsNever && now - _upgradedAt <= UpgradeTrial;

    public void HandleUpgrade(Timestamp now) => _upgradedAt = now;

    /// <summary>Looks whether the last upgrade has lived long enough.</summary>
    public void Update(Timestamp now)
    {
        if (!_upgradedAt.IsNever && now - _upgradedAt > UpgradeProof)
        {
            Clear();
        }
    }

    /// <summary>An episode of congestion begins.</summary>
    /// <param name="now">The time.</param>
    /// <param name="cause">What showed it.</param>
    /// <param name="rate">Bits per second that passed.</param>
    public void HandleCongestion(Timestamp now, CongestionCause cause, double rate)
    {
        bool isStable = Rate > 0 && Math.Abs(rate - Rate) < StableShare * Rate;
        _backoff = cause switch
        {
            CongestionCause.ForeignQueue => ForeignBackoff,
            CongestionCause.LossByRate => Doubled(LeastLossBackoff),
            _ when !IsUpgradeOnTrial(now) => LeastBackoff,
            _ when isStable || Rate == 0 => Doubled(LeastDelayBackoff),
            _ => VaryingBackoff,
        };
        Rate = rate;
        Until = now + _backoff;
        _upgradedAt = Timestamp.Never;
    }

    /// <summary>A further cut of the same episode.</summary>
    public void Lower(Timestamp now, double rate)
    {
        Rate = Rate > 0 ? Math.Min(Rate, rate) : rate;
        Until = now + _backoff;
    }

    public void Clear()
    {
        Rate = 0;
        _backoff = LeastBackoff;
        _upgradedAt = Timestamp.Never;
    }

    private TimeSpan Doubled(TimeSpan least)
    {
        TimeSpan doubled = _backoff * 2;
        return doubled < least ? least : doubled > MostBackoff ? MostBackoff : doubled;
    }
}
