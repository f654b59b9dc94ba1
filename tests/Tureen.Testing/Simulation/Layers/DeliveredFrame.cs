namespace Tureen.Testing.Simulation.Layers;

/// <summary>Which packets of one frame have reached the producer.</summary>
internal struct DeliveredFrame
{
    public LayeredFrame Frame;

    /// <summary>Bit by packet; 0 when nothing arrived.</summary>
    public byte Packets;
}
