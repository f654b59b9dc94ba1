using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>Takes the datagrams of peers out of what a TURN server sends.</summary>
internal static class TurnInbox
{
    /// <summary>Takes the datagram out of ChannelData of a channel that there is.</summary>
    public static bool TryReadChannel(TurnPeers peers, Span<byte> frame, out NetworkAddress peer, out Span<byte> data, out DropReason reason)
    {
        bool isWhole = TurnFrame.TryReadChannel(frame, out ushort channel, out data);
        TurnPeer? known = isWhole ? peers.OfChannel(channel) : null;
        peer = known?.Address ?? default;
        reason = !isWhole ? DropReason.StunMalformed : known is null ? DropReason.StunUnexpected : DropReason.None;
        return reason == DropReason.None;
    }

    /// <summary>Takes the datagram out of an indication from a host that something was sent to.</summary>
    public static bool TryReadIndication(
        TurnPeers peers, Span<byte> frame, scoped in StunMessage message, out NetworkAddress peer, out Span<byte> data, out DropReason reason)
    {
        data = default;
        bool isData = message.TryFindAddress(StunAttributeType.XorPeerAddress, isMixed: true, out peer)
            && message.Method == TurnMethod.Data
            && message.TryFind(StunAttributeType.Data, out ReadOnlySpan<byte> bytes)
            && TryLocate(frame, bytes, out data);

        // A server lets nothing in but from hosts with a permission; one that does is not believed.
        bool isExpected = isData && peers.HasHost(peer.Host);
        reason = !isData ? DropReason.StunMalformed : isExpected ? DropReason.None : DropReason.StunUnexpected;
        return isExpected;
    }

    /// <summary>The same bytes where they may be changed in place.</summary>
    private static bool TryLocate(Span<byte> frame, ReadOnlySpan<byte> part, out Span<byte> data)
    {
        bool isInside = frame.Overlaps(part, out int offset);
        data = isInside ? frame.Slice(offset, part.Length) : default;
        return isInside;
    }
}
