namespace Tureen.Engine.Rtcp;

/// <summary>Source description: for each source its canonical name and other items.</summary>
/// <remarks>
/// <para>RFC 3550 §6.5.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|    SC   |  PT=SDES=202  |             length            |
/// |                          chunks ...                           |
/// </code>
/// </remarks>
internal readonly ref struct SourceDescription
{
    private readonly ReadOnlySpan<byte> _chunks;

    private SourceDescription(ReadOnlySpan<byte> chunks, int count)
    {
        _chunks = chunks;
        Count = count;
    }

    public int Count { get; }

    public SdesChunkEnumerator Chunks => new(_chunks, Count);

    /// <summary>Takes the packet when every chunk that it counts is whole and ended by a null octet.</summary>
    public static bool TryParse(RtcpPacketView packet, out SourceDescription description)
    {
        description = default;
        if (packet.Type != RtcpPacketType.SourceDescription)
        {
            return false;
        }

        var chunks = new SdesChunkEnumerator(packet.Body, packet.Count);
        int found = 0;
        while (chunks.MoveNext())
        {
            found++;
        }

        if (found != packet.Count)
        {
            return false;
        }

        description = new SourceDescription(packet.Body, found);
        return true;
    }

    /// <summary>Writes a description of one source by its CNAME; 0 when it does not fit.</summary>
    public static int WriteCname(Span<byte> destination, uint ssrc, ReadOnlySpan<byte> cname)
    {
        int length = RtcpPacketView.HeaderLength + SdesChunk.LengthOf(cname.Length);
        if (destination.Length < length
            || SdesChunk.WriteCname(destination[RtcpPacketView.HeaderLength..], ssrc, cname) == 0)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(destination, 1, RtcpPacketType.SourceDescription, length);
        return length;
    }

    /// <summary>Writes the first <paramref name="count"/> (at most 31) of chunks that are written already; 0 when they do not fit.</summary>
    public static int WriteChunks(Span<byte> destination, ReadOnlySpan<byte> chunks, int count)
    {
        int chunksLength = 0;
        for (int i = 0; i < count; i++)
        {
            if (!SdesChunk.TryRead(chunks[chunksLength..], out _, out int length))
            {
                return 0;
            }

            chunksLength += length;
        }

        if (destination.Length < RtcpPacketView.HeaderLength + chunksLength || count > RtcpPacketView.MaxCount)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(
            destination, count, RtcpPacketType.SourceDescription, RtcpPacketView.HeaderLength + chunksLength);
        chunks[..chunksLength].CopyTo(destination[RtcpPacketView.HeaderLength..]);
        return RtcpPacketView.HeaderLength + chunksLength;
    }
}
