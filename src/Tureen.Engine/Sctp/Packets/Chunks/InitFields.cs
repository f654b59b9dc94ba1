using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>The fixed fields that INIT and INIT ACK share (RFC 9260 §3.3.2, §3.3.3).</summary>
/// <param name="InitiateTag">The verification tag of all packets to the sender; never 0.</param>
/// <param name="ReceiverWindow">a_rwnd, in bytes.</param>
/// <param name="OutboundStreams">Streams that the sender wants to send on.</param>
/// <param name="InboundStreams">Streams that the sender takes at most.</param>
/// <param name="InitialTsn">The TSN of its first DATA chunk.</param>
internal readonly record struct InitFields(
    uint InitiateTag, uint ReceiverWindow, ushort OutboundStreams, ushort InboundStreams, uint InitialTsn)
{
    /// <summary>Bytes of a chunk up to its parameters.</summary>
    public const int ChunkLength = 20;

    public static InitFields Read(ReadOnlySpan<byte> chunk) => new(
        BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]),
        BinaryPrimitives.ReadUInt16BigEndian(chunk[12..]),
        BinaryPrimitives.ReadUInt16BigEndian(chunk[14..]),
        BinaryPrimitives.ReadUInt32BigEndian(chunk[16..]));

    public void Write(Span<byte> chunk)
    {
        BinaryPrimitives.WriteUInt32BigEndian(chunk[4..], InitiateTag);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[8..], ReceiverWindow);
        BinaryPrimitives.WriteUInt16BigEndian(chunk[12..], OutboundStreams);
        BinaryPrimitives.WriteUInt16BigEndian(chunk[14..], InboundStreams);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[16..], InitialTsn);
    }
}
