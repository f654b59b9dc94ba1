namespace Tureen.Server.Load.Reports;

/// <summary>How many took part.</summary>
/// <param name="Wanted">That were to join, those of the churn included.</param>
/// <param name="Joined">That joined.</param>
/// <param name="Failed">That did not, or lost their connection.</param>
/// <param name="Left">That left for others to take their places.</param>
internal sealed record ParticipantsReport(long Wanted, long Joined, long Failed, long Left);
