using System.Buffers.Binary;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>What each packet of media ends with, so that bottleneck and receiver can read what it is.</summary>
/// <param name="Kind">Audio or video.</param>
/// <param name="Spatial">Its spatial layer: the encoding of simulcast, or the layer of a scalable stream.</param>
/// <param name="Temporal">Its temporal layer.</param>
/// <param name="IsKey">A decoder can start here, or, above the lowest layer, with this picture.</param>
/// <param name="NeedsLower">It depends on the next lower spatial layer of the same picture.</param>
/// <param name="Number">Counts the frames of an encoding, or the pictures of a scalable stream.</param>
/// <param name="Index">Place of the packet in the frame.</param>
/// <param name="Count">Packets of the frame.</param>
/// <param name="Reference">How many pictures back the frame is that it depends on, 0 for none.</param>
/// <param name="SecondReference">The same of a second one.</param>
internal readonly record struct MediaTag(
    MediaTagKind Kind,
    byte Spatial,
    byte Temporal,
    bool IsKey,
    bool NeedsLower,
    uint Number,
    ushort Index,
    ushort Count,
    byte Reference,
    byte SecondReference)
{
    public const int Length = 20;

    private const uint Magic = 0x7A61_6717;

    /// <summary>Reads the end of a datagram; false for one without a tag.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out MediaTag tag)
    {
        tag = default;
        if (datagram.Length < Length || BinaryPrimitives.ReadUInt32BigEndian(datagram[^4..]) != Magic)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = datagram[^Length..];
        tag = new MediaTag(
            (MediaTagKind)bytes[0],
            bytes[1],
            bytes[2],
            (bytes[3] & 1) != 0,
            (bytes[3] & 2) != 0,
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]),
            bytes[12],
            bytes[13]);
        return true;
    }

    /// <summary>Writes the end of a payload.</summary>
    public void Write(Span<byte> payload)
    {
        Span<byte> bytes = payload[^Length..];
        bytes[0] = (byte)Kind;
        bytes[1] = Spatial;
        bytes[2] = Temporal;
        bytes[3] = (byte)((IsKey ? 1 : 0) | (NeedsLower ? 2 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], Number);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[8..], Index);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[10..], Count);
        bytes[12] = Reference;
        bytes[13] = SecondReference;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[16..], Magic);
    }
}
