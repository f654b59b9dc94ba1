using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>One RTCP packet of a compound; only its common header has been checked.</summary>
/// <remarks>
/// <para>RFC 3550 §6.4.1, the first word of every packet.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|RC or FMT|      PT       |    length (words minus one)   |
/// </code>
/// </remarks>
internal readonly ref struct RtcpPacketView
{
    public const int HeaderLength = 4;
    public const int MaxCount = 31;

    private readonly int _paddingLength;

    internal RtcpPacketView(ReadOnlySpan<byte> bytes, int paddingLength)
    {
        Bytes = bytes;
        _paddingLength = paddingLength;
    }

    /// <summary>The whole packet with header and padding.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public RtcpPacketType Type => (RtcpPacketType)Bytes[1];

    /// <summary>Reports, chunks or sources, by type.</summary>
    public int Count => Bytes[0] & 0x1F;

    /// <summary>The feedback message type (FMT) or the subtype, in the same five bits as <see cref="Count"/>.</summary>
    public int Format => Count;

    /// <summary>What follows the common header, without padding.</summary>
    public ReadOnlySpan<byte> Body => Bytes[HeaderLength..^_paddingLength];

    /// <summary>Writes the common header of a packet that is <paramref name="length"/> bytes long, a multiple of four.</summary>
    public static void WriteHeader(Span<byte> destination, int count, RtcpPacketType type, int length)
    {
        destination[0] = (byte)(0x80 | (count & 0x1F));
        destination[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)((length / 4) - 1));
    }
}
