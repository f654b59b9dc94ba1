namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>What became of a packet in the bottleneck.</summary>
internal enum PacketFate
{
    Waiting,
    Dropped,

    /// <summary>It passed the bottleneck and was lost behind it.</summary>
    Lost,
    Delivered,
}
