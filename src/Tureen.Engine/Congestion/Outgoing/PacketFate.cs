namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What a report said of one packet.</summary>
/// <param name="Sequence">The unwrapped transport-wide number.</param>
/// <param name="Kind">Whether it came.</param>
/// <param name="SentAt">Microseconds on this side's clock.</param>
/// <param name="ArrivedAt">Microseconds on the peer's clock, whose zero means nothing; 0 when it was lost.</param>
/// <param name="Length">Bytes on the wire.</param>
/// <param name="Untracked">Bytes without a number that left directly before it.</param>
/// <param name="Cluster">The probe that it belongs to; 0 for none.</param>
/// <param name="Flags">What else is known of it.</param>
/// <param name="IsComparable">Whether its delay can be compared with others': sent once, on the present path, reported in time.</param>
internal readonly record struct PacketFate(
    long Sequence,
    PacketFateKind Kind,
    long SentAt,
    long ArrivedAt,
    int Length,
    int Untracked,
    byte Cluster,
    SentPacketFlags Flags,
    bool IsComparable)
{
    /// <summary>Whether it was made to probe or to sound the path.</summary>
    public bool IsProbe => (Flags & SentPacketFlags.Probe) != SentPacketFlags.None;

    /// <summary>
    /// Whether its loss says something about media: probes overload the path on purpose, and what is sent again comes in bursts because of the loss itself.
    /// </summary>
    public bool IsMedia => (Flags & (SentPacketFlags.Probe | SentPacketFlags.Resent)) == SentPacketFlags.None;

    /// <summary>Whether it only sounds the path and counts for no rate.</summary>
    public bool IsSounding => IsProbe && Cluster == 0;

    /// <summary>Microseconds between the two clocks; only differences mean anything.</summary>
    public long Delay => ArrivedAt - SentAt;
}
