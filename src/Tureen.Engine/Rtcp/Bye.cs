namespace Tureen.Engine.Rtcp;

/// <summary>Goodbye: sources leave.</summary>
/// <remarks>
/// <para>RFC 3550 §6.6.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|    SC   |   PT=BYE=203  |             length            |
/// |                           SSRC/CSRC ...                       |
/// |     length    |               reason for leaving  ...         |
/// </code>
/// </remarks>
internal readonly ref struct Bye
{
    private const int MaxReasonLength = 255;

    private readonly ReadOnlySpan<byte> _ssrcs;

    private Bye(ReadOnlySpan<byte> ssrcs, ReadOnlySpan<byte> reason)
    {
        _ssrcs = ssrcs;
        Reason = reason;
    }

    public SsrcEnumerator Ssrcs => new(_ssrcs);

    /// <summary>UTF-8 text, empty when none was given.</summary>
    public ReadOnlySpan<byte> Reason { get; }

    public static bool TryParse(RtcpPacketView packet, out Bye bye)
    {
        bye = default;
        ReadOnlySpan<byte> body = packet.Body;
        int ssrcsLength = packet.Count * SsrcEnumerator.SsrcLength;
        if (packet.Type != RtcpPacketType.Bye || body.Length < ssrcsLength)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = body[ssrcsLength..];
        if (!rest.IsEmpty && rest.Length < 1 + rest[0])
        {
            return false;
        }

        bye = new Bye(body[..ssrcsLength], rest.IsEmpty ? default : rest.Slice(1, rest[0]));
        return true;
    }

    /// <summary>Writes a goodbye of at most 31 sources; 0 when it does not fit.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<uint> ssrcs, ReadOnlySpan<byte> reason = default)
    {
        int fixedLength = RtcpPacketView.HeaderLength + (ssrcs.Length * SsrcEnumerator.SsrcLength);
        int length = fixedLength + (reason.IsEmpty ? 0 : (1 + reason.Length + 3) & ~3);
        if (destination.Length < length || ssrcs.Length > RtcpPacketView.MaxCount || reason.Length > MaxReasonLength)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(destination, ssrcs.Length, RtcpPacketType.Bye, length);
        SsrcEnumerator.Write(destination[RtcpPacketView.HeaderLength..], ssrcs);
        if (!reason.IsEmpty)
        {
            destination[fixedLength..length].Clear();
            destination[fixedLength] = (byte)reason.Length;
            reason.CopyTo(destination[(fixedLength + 1)..]);
        }

        return length;
    }
}
