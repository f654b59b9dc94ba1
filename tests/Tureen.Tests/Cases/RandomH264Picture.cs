namespace Tureen.Tests.Cases;

/// <summary>The packets of one picture of a <see cref="RandomH264Sender"/>, and the parameter sets that it needs.</summary>
internal sealed record RandomH264Picture
{
    public required List<(ushort Sequence, uint Timestamp, byte[] Payload, bool Marker)> Packets { get; init; }

    public required bool IsIdr { get; init; }

    /// <summary>A viewer that waits begins here: with an SPS, or with an IDR picture whose sets are known.</summary>
    public required bool CanBegin { get; init; }

    /// <summary>The sets that are in force; empty while they are not all known.</summary>
    public required byte[][] Sets { get; init; }
}
