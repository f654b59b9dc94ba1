using Tureen.Testing.Simulation.Congestion.Measures;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>A measure that must not be above, or below, a limit. One that is not a number is not met.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">The measure of a run.</param>
/// <param name="IsAtMost">The limit is the most, otherwise the least.</param>
/// <param name="Limit">The limit.</param>
internal sealed record CongestionGoal(string Name, Func<CongestionMeasures, double> Value, bool IsAtMost, double Limit)
{
    public static CongestionGoal AtMost(string name, double limit, Func<CongestionMeasures, double> value) => new(name, value, true, limit);

    public static CongestionGoal AtLeast(string name, double limit, Func<CongestionMeasures, double> value) => new(name, value, false, limit);

    public static CongestionGoal Used(double least) => AtLeast("used", least, static measures => measures.Used);

    public static CongestionGoal QueueHigh(double most) => AtMost("queue q95 s", most, static measures => measures.QueueHigh);

    public static CongestionGoal Down(double most) => AtMost("t_down s", most, static measures => measures.Down);

    public static CongestionGoal Drain(double most) => AtMost("t_drain s", most, static measures => measures.Drain);

    public static CongestionGoal Back(double most) => AtMost("t_back s", most, static measures => measures.Back);

    public static CongestionGoal Switches(int most) => AtMost("switches", most, static measures => measures.Switches);

    public static CongestionGoal Reversals(int most) => AtMost("reversals", most, static measures => measures.Reversals);

    public static CongestionGoal Freezes(int most) => AtMost("freezes", most, static measures => measures.Freezes);

    public static CongestionGoal LongestFreeze(double most) => AtMost("longest freeze s", most, static measures => measures.LongestFreeze);

    public static CongestionGoal Frozen(double most) => AtMost("frozen s", most, static measures => measures.FreezeTotal);

    public static CongestionGoal LongestPause(double most) => AtMost("longest pause s", most, static measures => measures.LongestPause);

    public static CongestionGoal Probes(double most) => AtMost("probes", most, static measures => measures.Probes);

    public static CongestionGoal AudioLoss(double most) => AtMost("audio loss", most, static measures => measures.AudioLoss);

    public static CongestionGoal AudioQueueHigh(double most) => AtMost("audio q95 s", most, static measures => measures.AudioQueueHigh);

    public static CongestionGoal VideoLoss(double most) => AtMost("video loss", most, static measures => measures.VideoLoss);

    public static CongestionGoal Drops(double most) => AtMost("drops", most, static measures => measures.Drops);

    public static CongestionGoal Top(double least) => AtLeast("top share", least, static measures => measures.TopShare);

    public static CongestionGoal FirstTop(double most) => AtMost("first top s", most, static measures => measures.FirstTop);

    public static CongestionGoal EstimateDrop(double most) => AtMost("estimate drop", most, static measures => measures.EstimateDrop);

    public bool IsMet(double value) => IsAtMost ? value <= Limit : value >= Limit;
}
