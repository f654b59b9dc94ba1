namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>How a probe ended.</summary>
/// <param name="Outcome">What it has shown.</param>
/// <param name="Rate">Bits per second that the path carried; 0 when it shows nothing.</param>
/// <param name="Plan">What was planned.</param>
/// <param name="ProbeLoss">The share of the added packets that was lost, 0 to 1.</param>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, double Rate, ProbePlan Plan, double ProbeLoss);
