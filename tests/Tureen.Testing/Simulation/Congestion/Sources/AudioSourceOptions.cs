namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>A voice.</summary>
/// <param name="Rate">Bits per second.</param>
internal sealed record AudioSourceOptions(double Rate = 40_000) : SourceOptions
{
    public override double FullRate => Rate;
}
