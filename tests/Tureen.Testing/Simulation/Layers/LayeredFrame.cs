using System.Buffers.Binary;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>What each packet of layered video ends with, so that a check can read it at the receiver.</summary>
/// <param name="Layer">Its spatial layer: the encoding of simulcast, or the layer of a scalable stream.</param>
/// <param name="Number">Counts the frames of an encoding, or the pictures of a scalable stream, whose layers share it.</param>
/// <param name="Index">Place of the packet in the frame.</param>
/// <param name="Count">Packets of the frame.</param>
/// <param name="Temporal">Its temporal layer.</param>
/// <param name="IsKey">A decoder can start here, or, above the lowest layer, with this picture.</param>
/// <param name="NeedsLower">Depends on the next lower spatial layer of the same picture.</param>
/// <param name="Reference">How many pictures back the frame is that it depends on, 0 for none.</param>
/// <param name="SecondReference">The same of a second one.</param>
internal readonly record struct LayeredFrame(
    byte Layer,
    uint Number,
    byte Index,
    byte Count,
    byte Temporal,
    bool IsKey,
    bool NeedsLower,
    byte Reference,
    byte SecondReference)
{
    public const int Length = 12;

    public bool IsLast => Index == Count - 1;

    /// <summary>Reads the end of a payload.</summary>
    public static LayeredFrame Read(ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> bytes = payload[^Length..];
        return new LayeredFrame(
            bytes[1],
            BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]),
            bytes[6],
            bytes[7],
            bytes[8],
            bytes[0] == 0,
            bytes[9] != 0,
            bytes[10],
            bytes[11]);
    }

    /// <summary>The first byte is a VP8 frame header, whose first bit marks an interframe (RFC 7741 §4.3).</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)(IsKey ? 0 : 1);
        bytes[1] = Layer;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], Number);
        bytes[6] = Index;
        bytes[7] = Count;
        bytes[8] = Temporal;
        bytes[9] = (byte)(NeedsLower ? 1 : 0);
        bytes[10] = Reference;
        bytes[11] = SecondReference;
    }
}
