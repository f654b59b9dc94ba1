using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp;

/// <summary>Whether bytes are a packet for an association, by its ports and its checksum (RFC 9260 §6.8, §8.5).</summary>
internal static class IncomingPacket
{
    public static DropReason Check(SctpAssociationOptions options, ReadOnlySpan<byte> bytes, out SctpPacket packet)
    {
        if (!SctpPacket.TryParse(bytes, out packet))
        {
            return DropReason.SctpMalformed;
        }

        if (packet.SourcePort != options.RemotePort || packet.DestinationPort != options.LocalPort)
        {
            return DropReason.SctpWrongPort;
        }

        return CanLackChecksum(options, packet) || packet.HasCorrectChecksum ? DropReason.None : DropReason.SctpWrongChecksum;
    }

    /// <summary>Zero means no checksum where that was offered, except in chunks that begin an association (RFC 9653 §5.2).</summary>
    private static bool CanLackChecksum(SctpAssociationOptions options, in SctpPacket packet)
    {
        if (packet.Checksum != 0 || (options.Extensions & SctpExtensions.ZeroChecksum) == SctpExtensions.None)
        {
            return false;
        }

        ChunkEnumerator chunks = packet.Chunks;
        return chunks.MoveNext() && chunks.Current.Type is not (InitChunk.Type or CookieEchoChunk.Type);
    }
}
