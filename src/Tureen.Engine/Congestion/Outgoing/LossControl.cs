using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Watches the loss of media. Loss alone is a hypothesis that one step down tests.</summary>
internal sealed class LossControl
{
    private const int LeastPackets = 40;
    private const int LeastPacketsShort = 20;
    private const double LossOfClear = 0.06;
    /// <summary>A radio loses so much, and nobody has to know.</summary>
    private const double UsualLoss = 0.03;

    private const double HeavyLoss = 0.15;
    /// <summary>Several reports a second are looked at, for as long as a call takes.</summary>
    private const double ScatterDeviations = 4;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortWindow = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan LongLasting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeavyTime = TimeSpan.FromSeconds(3);

    /// <summary>How long a trial waits for the lower rate; then it counts as reached.</summary>
    private static readonly TimeSpan TrialPatience = TimeSpan.FromMilliseconds(2500);

    private readonly LossWindow _window = new();
    private Timestamp _smallLossSince = Timestamp.Never;
    private Timestamp _heavyLossSince = Timestamp.Never;
    private Timestamp _trialSince;
    private Timestamp _countedFrom = Timestamp.Zero;

    public InherentLoss Inherent { get; } = new();

    /// <summary>The trial under way, if any.</summary>
    public LossTrial? Trial { get; private set; }

    /// <summary>The loss of the last two seconds, 0 to 1; 0 when too little is known.</summary>
    public double GetLoss(Timestamp now) => _window.GetShare(now, Window, LeastPackets);

    /// <summary>The loss of the last 600 ms, 0 to 1; 0 when too little is known.</summary>
    public double GetRecentLoss(Timestamp now) => _window.GetShare(now, ShortWindow, LeastPacketsShort);

    /// <summary>Whether loss is low enough to leave congestion.</summary>
    public bool IsLow(Timestamp now) => Trial is null && GetLoss(now) < Math.Max(LossOfClear, (1.5 * Inherent.Get(now)) + 0.03);

    /// <summary>Whether so much has been lost for so long that even the last video may have to pause.</summary>
    public bool IsHeavyFor(Timestamp now) => !_heavyLossSince.IsNever && now - _heavyLossSince >= HeavyTime;

    /// <summary>Whether a trial has waited too long for the lower rate.</summary>
    public bool IsTrialLate(Timestamp now) => now - _trialSince > TrialPatience;

    /// <summary>A queue overflowed: what was lost before the cut says nothing about the rate after it.</summary>
    public void HandleCut(Timestamp now)
    {
        _window.Clear();
        _countedFrom = now;
    }

    public void Add(Timestamp now, in PacketFate fate)
    {
        if (fate.SentAt < _countedFrom.Microseconds)
        {
            return;
        }

        _window.Add(now, fate);
        Trial?.Add(fate);
    }

    /// <summary>Looks at the loss that a report leaves; true when it calls for a trial.</summary>
    public bool Update(Timestamp now)
    {
        double loss = GetLoss(now);
        double inherent = Inherent.Get(now);
        Inherent.Observe(now, loss);
        _heavyLossSince = loss < HeavyLoss ? Timestamp.Never : Timestamp.Min(_heavyLossSince, now);
        long runs = _window.GetRuns(now, Window);
        bool isSmall = loss > Math.Max(0.05, (1.5 * inherent) + 0.02) && runs >= 3;
        _smallLossSince = isSmall ? Timestamp.Min(_smallLossSince, now) : Timestamp.Never;
        if (Trial is not null)
        {
            return false;
        }

        bool isLarge = loss > Math.Max(Math.Max(0.1, (1.5 * inherent) + 0.04), GetScatter(now, Window, inherent)) && runs >= 5;
        bool isSudden = GetRecentLoss(now) > Math.Max(Math.Max(0.2, (1.5 * inherent) + 0.1), GetScatter(now, ShortWindow, inherent))
            && _window.GetRuns(now, ShortWindow) >= 3;
        return isLarge || isSudden || (isSmall && now - _smallLossSince >= LongLasting);
    }

    /// <summary>The loss that a path of so much inherent loss shows by chance hardly ever: long runs scatter more.</summary>
    private double GetScatter(Timestamp now, TimeSpan window, double known)
    {
        double inherent = Math.Max(known, UsualLoss);
        double runLength = Math.Max(1, (double)_window.GetLostPackets(now, window) / Math.Max(1, _window.GetRuns(now, window)));
        double variance = inherent * (1 - inherent) * runLength / Math.Max(1, _window.GetPackets(now, window));
        return inherent + (ScatterDeviations * Math.Sqrt(variance));
    }

    public void BeginTrial(Timestamp now, double rateBefore, double availableBefore)
    {
        // Loss that began just now shows in the short window only; else the longer one is the better sample.
        double recent = GetRecentLoss(now);
        long recentPackets = _window.GetPackets(now, ShortWindow);
        double loss = GetLoss(now);
        double runLength = Math.Max(1, (double)_window.GetLostPackets(now, Window) / Math.Max(1, _window.GetRuns(now, Window)));
        bool isRecent = recent > loss + (2 * Math.Sqrt(recent * (1 - recent) * runLength / Math.Max(recentPackets, 1)));
        Trial = new LossTrial(
            isRecent ? recent : loss,
            isRecent ? recentPackets : _window.GetPackets(now, Window),
            rateBefore,
            Inherent.Get(now),
            runLength,
            availableBefore);
        _trialSince = now;
        _smallLossSince = Timestamp.Never;
    }

    /// <summary>The rate is still too high: another trial, from the loss of the last one.</summary>
    public void RepeatTrial(Timestamp now, LossTrial last, double rateBefore)
    {
        Trial = new LossTrial(last.Loss, last.Count, rateBefore, Inherent.Get(now), 1, last.AvailableBefore);
        _trialSince = now;
    }

    public void EndTrial() => Trial = null;

    public void ClearWindow() => _window.Clear();

    public void Clear()
    {
        _window.Clear();
        Inherent.Clear();
        Trial = null;
    }
}
