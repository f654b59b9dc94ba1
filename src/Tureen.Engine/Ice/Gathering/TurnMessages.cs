using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>Writes the requests to a TURN server (RFC 8656).</summary>
internal static class TurnMessages
{
    /// <summary>Bytes. More than a request needs.</summary>
    public const int MaxRequestLength = EngineLimits.MaxStunLength;

    /// <summary>UDP, in the first byte of REQUESTED-TRANSPORT (RFC 8656 §18.7).</summary>
    private const uint RequestedUdp = 17u << 24;

    /// <summary>IPv6, in the first byte of REQUESTED-ADDRESS-FAMILY (RFC 8656 §18.6).</summary>
    private const uint RequestedIPv6 = 2u << 24;

    /// <summary>Writes a request and returns its length.</summary>
    /// <param name="request">Its kind and transaction.</param>
    /// <param name="server">What is requested of it.</param>
    /// <param name="credential">Signs it.</param>
    /// <param name="peer">Whom it concerns; null for the allocation.</param>
    /// <param name="destination">Where it goes.</param>
    public static int Write(TurnRequest request, TurnServer server, StunCredential credential, TurnPeer? peer, Span<byte> destination)
    {
        Span<byte> id = stackalloc byte[StunHeader.TransactionIdLength];
        request.Id.Write(id);
        var writer = new StunWriter(destination, StunClass.Request, id, MethodOf(request.Kind));
        switch (request.Kind)
        {
            case TurnRequestKind.Allocate:
                writer.WriteUInt32(StunAttributeType.RequestedTransport, RequestedUdp);
                if (server.WantsIPv6)
                {
                    writer.WriteUInt32(StunAttributeType.RequestedAddressFamily, RequestedIPv6);
                }

                break;
            case TurnRequestKind.Release:
                writer.WriteUInt32(StunAttributeType.Lifetime, 0);
                break;
            case TurnRequestKind.Permit:
                writer.WriteXorAddress(StunAttributeType.XorPeerAddress, peer!.Address);
                break;
            case TurnRequestKind.BindChannel:
                writer.WriteUInt32(StunAttributeType.ChannelNumber, (uint)peer!.Channel << 16);
                writer.WriteXorAddress(StunAttributeType.XorPeerAddress, peer.Address);
                break;
        }

        credential.Sign(ref writer);
        writer.WriteFingerprint();
        return writer.Length;
    }

    public static ushort MethodOf(TurnRequestKind kind) => kind switch
    {
        TurnRequestKind.Allocate => TurnMethod.Allocate,
        TurnRequestKind.Permit => TurnMethod.CreatePermission,
        TurnRequestKind.BindChannel => TurnMethod.ChannelBind,
        _ => TurnMethod.Refresh,
    };

    /// <summary>How long an allocation lasts, within what is believed.</summary>
    public static TimeSpan ReadLifetime(in StunMessage answer)
    {
        if (!answer.TryFind(StunAttributeType.Lifetime, out ReadOnlySpan<byte> value) || value.Length != sizeof(uint))
        {
            return TurnTimes.DefaultLifetime;
        }

        var lifetime = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(value));
        return lifetime < TurnTimes.MaxLifetime ? lifetime : TurnTimes.MaxLifetime;
    }
}
