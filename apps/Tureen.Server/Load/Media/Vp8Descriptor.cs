using System.Buffers.Binary;

namespace Tureen.Server.Load.Media;

/// <summary>Writes the descriptor that begins each payload of VP8 (RFC 7741 §4.2), with all the numbers that a server needs to choose layers.</summary>
internal static class Vp8Descriptor
{
    /// <summary>Bytes.</summary>
    public const int Length = 6;

    private const byte Extended = 0x80;
    private const byte StartOfPartition = 0x10;
    private const byte AllNumbers = 0xF0;
    private const int LongPictureId = 0x8000;
    private const byte LayerSync = 0x20;

    /// <param name="payload">Where it goes.</param>
    /// <param name="isStart">Whether the packet is the first of its frame.</param>
    /// <param name="numbers">Those of the frame.</param>
    public static void Write(Span<byte> payload, bool isStart, in Vp8FrameNumbers numbers)
    {
        payload[0] = (byte)(Extended | (isStart ? StartOfPartition : 0));
        payload[1] = AllNumbers;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(LongPictureId | numbers.PictureId));
        payload[4] = numbers.BaseIndex;
        payload[5] = (byte)((numbers.TemporalLayer << 6) | (numbers.TemporalLayer > 0 ? LayerSync : 0) | numbers.KeyIndex);
    }
}
