using System.Buffers.Binary;
using System.Diagnostics;

namespace Tureen.Engine.Rtp;

/// <summary>Writes the fixed header, the CSRCs and, element by element, the extension block of one packet.</summary>
/// <remarks>
/// <para>RFC 3550 §5.1; one-byte elements by RFC 8285 §4.2, two-byte elements by §4.3.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |      0xBE     |      0xDE     |       length (words)          |
/// |  ID   | len-1 | data ...
/// |      0x10     |      0x00     |       length (words)          |
/// |      ID       |      len      | data ...
/// </code>
/// </remarks>
internal ref struct RtpHeaderWriter
{
    public const int ExtensionHeaderLength = 4;
    public const ushort OneByteProfile = 0xBEDE;
    public const ushort TwoByteProfile = 0x1000;

    private const int MaxOneByteId = 14;
    private const int MaxOneByteLength = 16;
    private const int MaxTwoByteLength = 255;
    private const int MaxCsrcs = 15;

    private readonly Span<byte> _destination;
    private readonly int _elementsOffset;
    private readonly bool _isTwoByte;
    private int _end;

    /// <summary>Begins a header; <paramref name="destination"/> must hold the fixed part and an extension header.</summary>
    public RtpHeaderWriter(
        Span<byte> destination,
        byte payloadType,
        bool marker,
        ushort sequenceNumber,
        uint timestamp,
        uint ssrc,
        bool twoByteForm = false,
        ReadOnlySpan<byte> csrcs = default)
    {
        Debug.Assert(csrcs.Length % 4 == 0 && csrcs.Length <= MaxCsrcs * 4, "CSRCs are at most 15 whole words.");
        _destination = destination;
        _isTwoByte = twoByteForm;
        _elementsOffset = RtpPacket.FixedHeaderLength + csrcs.Length + ExtensionHeaderLength;
        _end = _elementsOffset;
        destination[0] = (byte)(0x80 | (csrcs.Length / 4));
        destination[1] = (byte)((payloadType & 0x7F) | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);
        csrcs.CopyTo(destination[RtpPacket.FixedHeaderLength..]);
        uint profile = twoByteForm ? TwoByteProfile : OneByteProfile;
        BinaryPrimitives.WriteUInt32BigEndian(destination[(_elementsOffset - ExtensionHeaderLength)..], profile << 16);
    }

    /// <summary>Bytes of the elements so far, without padding.</summary>
    public readonly int ExtensionLength => _end - _elementsOffset;

    /// <summary>One such element makes the whole block take the two-byte form.</summary>
    public static bool NeedsTwoByteForm(int id, int length) => id > MaxOneByteId || length is 0 or > MaxOneByteLength;

    /// <summary>Appends an element; the offset of its value from the packet's start, or 0 when the form or the room does not allow it.</summary>
    public int AddExtension(int id, scoped ReadOnlySpan<byte> value)
    {
        int offset = Append(id, value.Length);
        if (offset > 0)
        {
            value.CopyTo(_destination[offset..]);
        }

        return offset;
    }

    /// <summary>Appends an element of zeros, to be filled in later; otherwise as above.</summary>
    public int AddExtension(int id, int length)
    {
        int offset = Append(id, length);
        if (offset > 0)
        {
            _destination.Slice(offset, length).Clear();
        }

        return offset;
    }

    /// <summary>Ends the header for sending: pads the block, or takes it away when it has no element. The header's length.</summary>
    public readonly int Finish() => Finish(_destination, _elementsOffset, _end);

    /// <summary>
    /// Ends the header as a <see cref="SharedRtpPacket"/> keeps it: an extension header always, no padding, room for a MID.
    /// The template's length.
    /// </summary>
    public readonly int FinishTemplate()
    {
        _destination[0] |= 0x10;
        return _end;
    }

    /// <summary>Pads a block to whole words, writes its length and the X bit; the header's length.</summary>
    internal static int Finish(Span<byte> header, int elementsOffset, int end)
    {
        if (end == elementsOffset)
        {
            header[0] &= 0xEF;
            return elementsOffset - ExtensionHeaderLength;
        }

        int padded = (end + 3) & ~3;
        header[end..padded].Clear();
        header[0] |= 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(header[(elementsOffset - 2)..], (ushort)((padded - elementsOffset) / 4));
        return padded;
    }

    private int Append(int id, int length)
    {
        bool isAllowed = id is > 0 and <= byte.MaxValue
            && (_isTwoByte ? length <= MaxTwoByteLength : !NeedsTwoByteForm(id, length));
        int offset = _end + (_isTwoByte ? 2 : 1);

        // The padding that may follow must fit too.
        if (!isAllowed || ((offset + length + 3) & ~3) > _destination.Length)
        {
            return 0;
        }

        WriteElementHeader(_destination[_end..], _isTwoByte, id, length);
        _end = offset + length;
        return offset;
    }

    /// <summary>Writes id and length; the offset of the value after them.</summary>
    internal static int WriteElementHeader(Span<byte> destination, bool isTwoByte, int id, int length)
    {
        if (!isTwoByte)
        {
            destination[0] = (byte)((id << 4) | (length - 1));
            return 1;
        }

        destination[1] = (byte)length;
        destination[0] = (byte)id;
        return 2;
    }
}
