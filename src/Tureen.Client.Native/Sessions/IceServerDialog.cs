using System.Net;
using System.Security.Cryptography;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Client.Native.Sessions;

/// <summary>Questions to a STUN or TURN server one at a time, for programs that only want to know whether it works.</summary>
/// <param name="username">The user's name for TURN; null for none.</param>
/// <param name="password">The user's password for TURN; null for none.</param>
internal sealed class IceServerDialog(string? username = null, string? password = null)
{
    /// <summary>UDP, in the first byte of REQUESTED-TRANSPORT (RFC 8656 §18.7).</summary>
    private const uint RequestedUdp = 17u << 24;

    private readonly StunCredential? _credential = username is null || password is null ? null : new StunCredential(username, password);
    private readonly byte[] _id = new byte[StunHeader.TransactionIdLength];
    private ushort _method;

    /// <summary>Asks how the server sees this end (RFC 8489).</summary>
    public byte[] Bind() => Write(StunHeader.BindingMethod, null);

    /// <summary>Asks for a relay (RFC 8656 §7.1); after <see cref="IceServerReply.IsChallenge"/> once more, with the credential.</summary>
    public byte[] Allocate() => Write(TurnMethod.Allocate, (StunAttributeType.RequestedTransport, RequestedUdp));

    /// <summary>Gives the relay back.</summary>
    public byte[] Release() => Write(TurnMethod.Refresh, (StunAttributeType.Lifetime, 0));

    /// <summary>Reads the answer to the last question; null if these bytes are none.</summary>
    public IceServerReply? Read(ReadOnlySpan<byte> bytes)
    {
        if (!StunMessage.TryParse(bytes, out StunMessage message)
            || message.Class is not (StunClass.SuccessResponse or StunClass.ErrorResponse)
            || message.Method != _method
            || !message.TransactionId.SequenceEqual(_id))
        {
            return null;
        }

        bool isFirst = _credential is { IsChallenged: false };
        bool isChallenge = isFirst && message.ErrorCode == StunErrorCode.Unauthenticated && _credential!.TryTake(message);
        return new IceServerReply(
            (int)message.ErrorCode,
            isChallenge,
            message.TryGetXorMappedAddress(out NetworkAddress mapped) ? ToEndPoint(mapped) : null,
            message.TryFindAddress(StunAttributeType.XorRelayedAddress, isMixed: true, out NetworkAddress relayed) ? ToEndPoint(relayed) : null);
    }

    private static IPEndPoint ToEndPoint(in NetworkAddress address) => new(address.ToIPAddress(), address.Port);

    private byte[] Write(ushort method, (StunAttributeType Type, uint Value)? attribute)
    {
        RandomNumberGenerator.Fill(_id);
        _method = method;
        var buffer = new byte[EngineLimits.MaxStunLength];
        var writer = new StunWriter(buffer, StunClass.Request, _id, method);
        if (attribute is { } given)
        {
            writer.WriteUInt32(given.Type, given.Value);
        }

        _credential?.Sign(ref writer);
        writer.WriteFingerprint();
        return buffer[..writer.Length];
    }
}
