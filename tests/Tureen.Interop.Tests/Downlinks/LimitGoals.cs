namespace Tureen.Interop.Tests.Downlinks;

/// <summary>What must be true of a limit that came and went.</summary>
internal sealed record LimitGoals
{
    /// <summary>On a machine that does nothing else.</summary>
    public static readonly LimitGoals Strict = new()
    {
        AdaptedWithin = 1,
        Dropped = 100,
        Utilization = 0.7,
        Switches = 0,
        SwitchesWithTemporalLayers = 2,
        BackWithin = 2,
        FrozenSeconds = 1,
        LateFreezes = 0,
    };

    /// <summary>On a machine with other work.</summary>
    public static readonly LimitGoals Wide = new()
    {
        AdaptedWithin = 4,
        Dropped = 250,
        Utilization = 0.25,
        Switches = 6,
        SwitchesWithTemporalLayers = 6,
        BackWithin = 6,
        FrozenSeconds = 5,
        LateFreezes = 4,
    };

    /// <summary>Seconds until a lower layer is visible.</summary>
    public required double AdaptedWithin { get; init; }

    /// <summary>Packets that the queue may drop.</summary>
    public required long Dropped { get; init; }

    /// <summary>The share of the limit that is used at least.</summary>
    public required double Utilization { get; init; }

    /// <summary>Changes of the picture's height in the steady part.</summary>
    public required int Switches { get; init; }

    /// <summary>The same where the encodings have temporal layers.</summary>
    public required int SwitchesWithTemporalLayers { get; init; }

    /// <summary>Seconds until the top layer is visible again.</summary>
    public required double BackWithin { get; init; }

    public required double FrozenSeconds { get; init; }

    public required long LateFreezes { get; init; }

    /// <summary>The first goal that was missed; null if all were reached.</summary>
    public string? FindMissed(LimitResult result, string scalabilityMode)
    {
        int switches = scalabilityMode == "L1T1" ? Switches : SwitchesWithTemporalLayers;
        (string Goal, bool IsReached)[] all =
        [
            ($"a lower layer within {AdaptedWithin} s", result.AdaptedAfter <= AdaptedWithin),
            ($"at most {Dropped} packets dropped", result.Dropped <= Dropped),
            ($"at least {Utilization:P0} used", result.Utilization >= Utilization),
            ($"at most {switches} switches", result.Switches <= switches),
            ($"the top layer within {BackWithin} s", result.BackAfter <= BackWithin),
            ($"frozen for at most {FrozenSeconds} s", result.FrozenSeconds <= FrozenSeconds),
            ($"at most {LateFreezes} late freezes", result.LateFreezes <= LateFreezes),
        ];
        return all.FirstOrDefault(static one => !one.IsReached).Goal;
    }
}
