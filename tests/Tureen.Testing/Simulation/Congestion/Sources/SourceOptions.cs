namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>A participant's track.</summary>
internal abstract record SourceOptions
{
    /// <summary>Bits per second of payload that a receiver of all of it gets.</summary>
    public abstract double FullRate { get; }

    /// <summary>The same at an instant since the start.</summary>
    public virtual double RateAt(TimeSpan time) => FullRate;
}
