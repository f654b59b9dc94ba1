namespace Tureen.Fuzz.Driver;

/// <summary>What came out of fuzzing one target, by one process or several.</summary>
internal sealed record TargetReport
{
    public required string Target { get; init; }

    /// <summary>Inputs.</summary>
    public long Runs { get; init; }

    /// <summary>Packets or messages in them.</summary>
    public long Given { get; init; }

    public double Seconds { get; init; }

    public int Edges { get; init; }

    /// <summary>Inputs that went somewhere new.</summary>
    public int Corpus { get; init; }

    /// <summary>Places where something is wrong.</summary>
    public int Found { get; init; }

    /// <summary>Inputs of which one packet took too long, each time.</summary>
    public int Slow { get; init; }

    public double SlowestMilliseconds { get; init; }

    /// <summary>Bytes of managed memory more than after the first runs, without the corpus.</summary>
    public long Growth { get; init; }

    public bool IsClean => Found == 0 && Slow == 0 && Growth <= FuzzSession.MaxGrowth;

    /// <summary>Together with what another process did on the same target.</summary>
    public TargetReport With(TargetReport other) => this with
    {
        Runs = Runs + other.Runs,
        Given = Given + other.Given,
        Seconds = Seconds + other.Seconds,
        Edges = Math.Max(Edges, other.Edges),
        Corpus = Math.Max(Corpus, other.Corpus),
        Found = Found + other.Found,
        Slow = Slow + other.Slow,
        SlowestMilliseconds = Math.Max(SlowestMilliseconds, other.SlowestMilliseconds),
        Growth = Math.Max(Growth, other.Growth),
    };
}
