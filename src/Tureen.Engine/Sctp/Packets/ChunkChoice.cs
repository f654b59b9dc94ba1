using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Packets;

/// <summary>Which chunks of a packet take effect, among the kinds that a sender needs only once in a packet.</summary>
/// <param name="LastSack">The place of the last SACK; -1 for none.</param>
/// <param name="HighestForwardTsn">The place of the FORWARD-TSN or I-FORWARD-TSN that reaches farthest; -1 for none.</param>
internal readonly record struct ChunkChoice(int LastSack, int HighestForwardTsn)
{
    /// <summary>The choice for a packet of one chunk.</summary>
    public static readonly ChunkChoice Alone = new(0, 0);

    public static ChunkChoice Of(ChunkEnumerator chunks)
    {
        int lastSack = -1;
        int highest = -1;
        uint highestTsn = 0;
        int place = 0;
        foreach (SctpChunk chunk in chunks)
        {
            if (chunk.Type == SackChunk.Type && SackChunk.TryParse(chunk.Bytes, out _))
            {
                lastSack = place;
            }
            else if (TryReadForwardTsn(chunk, out uint tsn) && (highest < 0 || SerialNumber.IsHigher(tsn, highestTsn)))
            {
                highest = place;
                highestTsn = tsn;
            }

            place++;
        }

        return new ChunkChoice(lastSack, highest);
    }

    /// <summary>Whether another chunk of the packet counts in place of this one.</summary>
    public bool IsSuperseded(byte type, int place) => type switch
    {
        SackChunk.Type => place != LastSack,
        ForwardTsnChunk.Type or IForwardTsnChunk.Type => place != HighestForwardTsn,
        _ => false,
    };

    private static bool TryReadForwardTsn(in SctpChunk chunk, out uint tsn)
    {
        tsn = 0;
        switch (chunk.Type)
        {
            case ForwardTsnChunk.Type when ForwardTsnChunk.TryParse(chunk.Bytes, out ForwardTsnChunk forward):
                tsn = forward.NewCumulativeTsn;
                return true;
            case IForwardTsnChunk.Type when IForwardTsnChunk.TryParse(chunk.Bytes, out IForwardTsnChunk interleaved):
                tsn = interleaved.NewCumulativeTsn;
                return true;
            default:
                return false;
        }
    }
}
