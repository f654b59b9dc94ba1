using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>One packet in the bottleneck.</summary>
/// <param name="EnteredAt">When it came.</param>
/// <param name="Class">What it is for.</param>
/// <param name="Receiver">The number of its receiver, or of its cross flow.</param>
/// <param name="Consumer">The number of its consumer among all; −1 for none.</param>
/// <param name="Spatial">Its spatial layer.</param>
/// <param name="Temporal">Its temporal layer.</param>
/// <param name="Picture">The number of its frame.</param>
/// <param name="Length">Bytes on the wire.</param>
internal sealed record PacketRecord(
    Timestamp EnteredAt, PacketClass Class, int Receiver, int Consumer, byte Spatial, byte Temporal, uint Picture, int Length)
{
    public PacketFate Fate { get; set; }

    /// <summary>When it left the bottleneck.</summary>
    public Timestamp LeftAt { get; set; } = Timestamp.Never;

    /// <summary>How long it waited before its own transmission began.</summary>
    public TimeSpan Waited { get; set; }
}
