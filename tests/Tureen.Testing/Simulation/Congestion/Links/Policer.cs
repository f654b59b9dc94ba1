namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>Lets through what a token bucket allows and drops the rest.</summary>
/// <param name="Rate">Bits per second.</param>
/// <param name="Depth">Bytes.</param>
internal sealed record Policer(double Rate, int Depth);
