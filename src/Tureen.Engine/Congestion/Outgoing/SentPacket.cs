namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What is remembered of a packet until the peer reports it.</summary>
internal struct SentPacket
{
    /// <summary>The lowest 32 bits of the instant in microseconds.</summary>
    public uint SentAt;

    /// <summary>Bytes on the wire.</summary>
    public ushort Length;

    /// <summary>Bytes without a number that left between the packet before and this one, in units of four.</summary>
    public ushort UntrackedQuads;

    /// <summary>The probe that it belongs to; 0 for none.</summary>
    public byte Cluster;

    public SentPacketFlags Flags;

    /// <summary>Counts the paths of the transport, so that results of an older path do not mix with those of the present one.</summary>
    public byte Path;
}
