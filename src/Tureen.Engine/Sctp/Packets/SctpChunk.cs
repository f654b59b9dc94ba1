namespace Tureen.Engine.Sctp.Packets;

/// <summary>One chunk of a packet, header and all, without its padding.</summary>
internal readonly ref struct SctpChunk(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public byte Type => Bytes[0];

    public byte Flags => Bytes[1];

    /// <summary>What to do if the type is not known.</summary>
    public UnknownTypeRule UnknownTypeRule => (UnknownTypeRule)(Type >> 6);
}
