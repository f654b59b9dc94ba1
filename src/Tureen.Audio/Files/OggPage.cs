using System.Buffers.Binary;

namespace Tureen.Audio.Files;

/// <summary>The layout of a page (RFC 3533 §6).</summary>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// | "OggS"                                                        | 0
/// | version       | header type   | granule position              | 4
/// |                                                               | 8
/// |                               | serial number                 | 12
/// |                               | sequence number               | 16
/// |                               | checksum                      | 20
/// |                               | segments      | segment table | 24
/// </code>
internal static class OggPage
{
    public const int HeaderLength = 27;
    public const int MaxSegments = 255;
    public const int MaxSegment = 255;

    public const byte ContinuedFlag = 1;
    public const byte FirstFlag = 2;
    public const byte LastFlag = 4;

    public const int FlagsOffset = 5;
    public const int GranuleOffset = 6;
    public const int SerialOffset = 14;
    public const int SequenceOffset = 18;
    public const int ChecksumOffset = 22;
    public const int SegmentsOffset = 26;

    public static ReadOnlySpan<byte> CapturePattern => "OggS"u8;

    /// <summary>Writes a header without its segment table and checksum.</summary>
    public static void WriteHeader(Span<byte> header, byte flags, long granule, uint serial, uint sequence, int segments)
    {
        header[..HeaderLength].Clear();
        CapturePattern.CopyTo(header);
        header[FlagsOffset] = flags;
        BinaryPrimitives.WriteInt64LittleEndian(header[GranuleOffset..], granule);
        BinaryPrimitives.WriteUInt32LittleEndian(header[SerialOffset..], serial);
        BinaryPrimitives.WriteUInt32LittleEndian(header[SequenceOffset..], sequence);
        header[SegmentsOffset] = (byte)segments;
    }
}
