using System.Buffers.Binary;

namespace Tureen.Engine.Rtp;

/// <summary>A parsed view of one RTP packet over the caller's bytes; its accessors cannot fail.</summary>
/// <remarks>
/// <para>RFC 3550 §5.1; header extensions by RFC 8285.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           timestamp                           |
/// |           synchronization source (SSRC) identifier            |
/// |            contributing source (CSRC) identifiers ...         |
/// |      defined by profile       |  extension length (words)     |
/// </code>
/// </remarks>
internal readonly ref struct RtpPacket
{
    public const int FixedHeaderLength = 12;
    private const int ExtensionHeaderLength = 4;
    private const ushort OneByteProfile = 0xBEDE;
    private const ushort TwoByteProfile = 0x1000;
    private const ushort TwoByteProfileMask = 0xFFF0;

    private readonly Span<byte> _bytes;
    private readonly int _extensionOffset;
    private readonly int _extensionLength;
    private readonly int _headerLength;
    private readonly int _payloadLength;

    private RtpPacket(Span<byte> bytes, int extensionOffset, int extensionLength, int headerLength, int payloadLength)
    {
        _bytes = bytes;
        _extensionOffset = extensionOffset;
        _extensionLength = extensionLength;
        _headerLength = headerLength;
        _payloadLength = payloadLength;
    }

    public Span<byte> Bytes => _bytes;

    public bool Marker => (_bytes[1] & 0x80) != 0;

    public byte PayloadType => (byte)(_bytes[1] & 0x7F);

    public ushort SequenceNumber => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[8..]);

    /// <summary>Fixed header, CSRCs and extension block.</summary>
    public int HeaderLength => _headerLength;

    /// <summary>The payload without padding.</summary>
    public Span<byte> Payload => _bytes.Slice(_headerLength, _payloadLength);

    public int PaddingLength => _bytes.Length - _headerLength - _payloadLength;

    public bool HasExtension => _extensionOffset > 0;

    /// <summary>The 16 bits "defined by profile", 0 without an extension block.</summary>
    public ushort ExtensionProfile =>
        _extensionOffset > 0 ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[(_extensionOffset - ExtensionHeaderLength)..]) : (ushort)0;

    /// <summary>The elements use the two-byte form (RFC 8285 §4.3).</summary>
    public bool HasTwoByteExtensions => (ExtensionProfile & TwoByteProfileMask) == TwoByteProfile;

    /// <summary>The extension elements with their padding, empty without an extension block.</summary>
    public ReadOnlySpan<byte> ExtensionBlock => _bytes.Slice(_extensionOffset, _extensionLength);

    public static bool TryParse(Span<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < FixedHeaderLength || bytes[0] >> 6 != 2)
        {
            return false;
        }

        // 1. CSRC list.
        int offset = FixedHeaderLength + ((bytes[0] & 0x0F) * 4);

        // 2. Extension block.
        int extensionOffset = 0;
        int extensionLength = 0;
        if ((bytes[0] & 0x10) != 0)
        {
            if (bytes.Length < offset + ExtensionHeaderLength)
            {
                return false;
            }

            extensionLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]) * 4;
            extensionOffset = offset + ExtensionHeaderLength;
            offset = extensionOffset + extensionLength;
        }

        if (offset > bytes.Length)
        {
            return false;
        }

        // 3. Padding.
        int padding = 0;
        if ((bytes[0] & 0x20) != 0)
        {
            padding = bytes[^1];
            if (padding == 0 || padding > bytes.Length - offset)
            {
                return false;
            }
        }

        packet = new RtpPacket(bytes, extensionOffset, extensionLength, offset, bytes.Length - offset - padding);
        return true;
    }

    /// <summary>Finds the first element with <paramref name="id"/> (1..255); id 0 finds nothing.</summary>
    public bool TryGetExtension(int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (id == 0)
        {
            return false;
        }

        foreach (RtpExtensionElement element in EnumerateExtensions())
        {
            if (element.Id == id)
            {
                value = element.Value;
                return true;
            }
        }

        return false;
    }

    /// <summary>The elements in order; a block that is cut off or of an unknown profile ends the walk.</summary>
    public RtpExtensionEnumerator EnumerateExtensions()
    {
        ushort profile = ExtensionProfile;
        return profile switch
        {
            OneByteProfile => new RtpExtensionEnumerator(ExtensionBlock, isTwoByte: false),
            _ when HasTwoByteExtensions => new RtpExtensionEnumerator(ExtensionBlock, isTwoByte: true),
            _ => default,
        };
    }
}
