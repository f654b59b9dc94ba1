namespace Tureen.Testing.Simulation.Layers;

/// <summary>
/// Three temporal layers in a cycle of eight pictures. In its first half the higher layers begin anew from the lowest one, in the
/// second they depend on what came before, so that a receiver may go up in the first half only.
/// </summary>
/// <param name="Temporal">The temporal layer.</param>
/// <param name="DependsOnLowestOnly">VP8's layer sync bit.</param>
/// <param name="Reference">Pictures back, 0 for none.</param>
/// <param name="SecondReference">Pictures back, 0 for none.</param>
internal readonly record struct TemporalPattern(byte Temporal, bool DependsOnLowestOnly, byte Reference, byte SecondReference)
{
    private static readonly TemporalPattern[] Cycle =
    [
        new(0, false, 4, 0),
        new(2, true, 1, 0),
        new(1, true, 2, 0),
        new(2, false, 1, 2),
        new(0, false, 4, 0),
        new(2, false, 1, 2),
        new(1, false, 2, 4),
        new(2, false, 1, 2),
    ];

    /// <summary>VP9's switching up point: nothing later in a higher layer depends on anything older in a higher layer.</summary>
    public bool IsSwitchingUpPoint { get; private init; }

    /// <summary>The picture at a distance from the last key frame.</summary>
    public static TemporalPattern At(uint sinceKeyFrame)
    {
        TemporalPattern pattern = Cycle[sinceKeyFrame % Cycle.Length];
        return sinceKeyFrame == 0
            ? new TemporalPattern(0, false, 0, 0) { IsSwitchingUpPoint = true }
            : pattern with { IsSwitchingUpPoint = sinceKeyFrame % Cycle.Length == 0 };
    }
}
