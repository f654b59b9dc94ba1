using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>One parameter of a chunk, or one error cause, header and all, without its padding.</summary>
internal readonly ref struct SctpParameter(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(Bytes);

    public ReadOnlySpan<byte> Value => Bytes[ParameterFrame.Length..];

    /// <summary>What to do if the type is not known; error causes have no such rule.</summary>
    public UnknownTypeRule UnknownTypeRule => (UnknownTypeRule)(Type >> 14);
}
