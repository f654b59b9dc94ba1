using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Extended report.</summary>
/// <remarks>
/// <para>RFC 3611 §2.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|reserved |   PT=XR=207   |             length            |
/// |                              SSRC                             |
/// |                       report blocks ...                       |
/// </code>
/// </remarks>
internal readonly ref struct ExtendedReport
{
    /// <summary>Bytes before the first block.</summary>
    public const int FixedLength = RtcpPacketView.HeaderLength + SsrcLength;

    private const int SsrcLength = 4;

    private readonly ReadOnlySpan<byte> _body;

    private ExtendedReport(ReadOnlySpan<byte> body) => _body = body;

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_body);

    public XrBlockEnumerator Blocks => new(_body[SsrcLength..]);

    public static bool TryParse(RtcpPacketView packet, out ExtendedReport report)
    {
        report = default;
        if (packet.Type != RtcpPacketType.ExtendedReport || packet.Body.Length < SsrcLength)
        {
            return false;
        }

        var blocks = new XrBlockEnumerator(packet.Body[SsrcLength..]);
        while (blocks.MoveNext())
        {
        }

        if (!blocks.IsComplete)
        {
            return false;
        }

        report = new ExtendedReport(packet.Body);
        return true;
    }

    /// <summary>Writes a report with a reference time, with DLRR entries, or with both; 0 when it does not fit or has neither.</summary>
    public static int Write(
        Span<byte> destination, uint ssrc, ReceiverReferenceTimeBlock? referenceTime, ReadOnlySpan<DlrrEntry> entries)
    {
        int length = FixedLength
            + (referenceTime is null ? 0 : ReceiverReferenceTimeBlock.Length)
            + (entries.IsEmpty ? 0 : DlrrBlock.LengthOf(entries.Length));
        if (length == FixedLength || destination.Length < length)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(destination, 0, RtcpPacketType.ExtendedReport, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[RtcpPacketView.HeaderLength..], ssrc);
        int offset = FixedLength;
        if (referenceTime is { } block)
        {
            offset += block.Write(destination[offset..]);
        }

        if (!entries.IsEmpty)
        {
            DlrrBlock.WriteHeader(destination[offset..], entries.Length);
            offset += XrBlock.HeaderLength;
            foreach (ref readonly DlrrEntry entry in entries)
            {
                offset += entry.Write(destination[offset..]);
            }
        }

        return length;
    }
}
