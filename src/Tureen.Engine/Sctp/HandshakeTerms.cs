using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp;

/// <summary>What both sides of a handshake offer, and what follows from both offers (RFC 9260 §5.1.1).</summary>
internal static class HandshakeTerms
{
    public static uint NewTag(RandomSource random)
    {
        uint tag;
        do
        {
            tag = random.NextUInt32();
        }
        while (tag == 0);
        return tag;
    }

    /// <summary>Our side, as INIT and INIT ACK carry it.</summary>
    public static InitFields Offer(SctpAssociationOptions options, uint tag, uint initialTsn) =>
        new(tag, (uint)options.ReceiveWindow, options.OutboundStreams, options.InboundStreams, initialTsn);

    /// <summary>What the peer's offer makes of ours.</summary>
    public static PeerTerms Agree(SctpAssociationOptions options, in InitFields fields, SctpExtensions extensions) => new(
        fields.InitiateTag,
        fields.InitialTsn,
        fields.ReceiverWindow,
        new SctpCapabilities(
            Math.Min(options.OutboundStreams, fields.InboundStreams),
            Math.Min(options.InboundStreams, fields.OutboundStreams),
            options.Extensions & extensions));
}
