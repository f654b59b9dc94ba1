namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What a report said of one packet.</summary>
/// <param name="Sequence">The unwrapped transport-wide number.</param>
/// <param name="Kind">Whether it came.</param>
/// <param name="SentAt">Microseconds on this side's clock.</param>
/// <param name="ArrivedAt">Microseconds on the peer's clock, whose zero means nothing; 0 when it was lost.</param>
/// <param name="Length">Bytes on the wire.</param>
/// <param name="Untracked">Bytes without a number that left directly before it.</param>
/// <param name="Cluster">The probe that it belongs to; 0 for none.</param>
/// <param name="IsProbe">Whether it was made to probe or to sound the path.</param>
/// <param name="IsComparable">Whether its delay can be compared with others': sent once, on the present path, reported in time.</param>
internal readonly record struct PacketFate(
    long Sequence,
    PacketFateKind Kind,
    long SentAt,
    long ArrivedAt,
    int Length,
    int Untracked,
    byte Cluster,
    bool IsProbe,
    bool IsComparable)
{
    /// <summary>Whether it only sounds the path and counts for no rate.</summary>
    public bool IsSounding => IsProbe && Cluster == 0;

    /// <summary>Microseconds between the two clocks; only differences mean anything.</summary>
    public long Delay => ArrivedAt - SentAt;
}
