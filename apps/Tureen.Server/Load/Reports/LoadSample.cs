namespace Tureen.Server.Load.Reports;

/// <summary>One second of a load.</summary>
/// <param name="Seconds">Since the start.</param>
/// <param name="Participants">In their rooms.</param>
/// <param name="PacketsPerSecond">Received.</param>
/// <param name="MegabitsPerSecond">Received.</param>
/// <param name="LossPercent">Of this second.</param>
/// <param name="Freezes">Of this second.</param>
internal sealed record LoadSample(
    double Seconds, int Participants, double PacketsPerSecond, double MegabitsPerSecond, double LossPercent, long Freezes);
