using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Testing.Simulation;

namespace Tureen.Testing.Ice;

/// <summary>A TURN server on a simulated network (RFC 8656), with one user. It is as strict as the protocol allows.</summary>
internal sealed class SimulatedTurnServer : ISimulatedHost
{
    private const string Realm = "tureen";

    private readonly VirtualWorld _world;
    private readonly NetworkAddress _address;
    private readonly string _user;
    private readonly byte[] _key;
    private readonly Dictionary<NetworkAddress, SimulatedTurnAllocation> _byClient = [];
    private readonly Dictionary<NetworkAddress, SimulatedTurnAllocation> _byRelay = [];
    private readonly byte[] _buffer = new byte[2048];
    private ushort _nextPort = 50_000;

    public SimulatedTurnServer(VirtualWorld world, NetworkAddress address, string user = "user", string password = "password")
    {
        _world = world;
        _address = address;
        _user = user;
        _key = KeyOf(user, password);
        world.Network.Attach(address, this);
    }

    public Timestamp NextDeadline => Timestamp.Never;

    public string Nonce { get; set; } = "first";

    /// <summary>Every nonce is stale.</summary>
    public bool CallsNoncesStale { get; set; }

    /// <summary>The server that clients are sent to; null for none.</summary>
    public NetworkAddress? Alternate { get; set; }

    public bool RefusesChannels { get; set; }

    public bool RefusesPermissions { get; set; }

    /// <summary>Nothing is answered.</summary>
    public bool IsSilent { get; set; }

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(600);

    /// <summary>Requests by their methods.</summary>
    public List<ushort> Requests { get; } = [];

    public int AllocationCount => _byClient.Count;

    public int Indications { get; private set; }

    public int ChannelFrames { get; private set; }

    /// <summary>The key that the user's messages are signed with.</summary>
    public static byte[] KeyOf(string user, string password)
    {
        var buffer = new byte[256];
        var writer = new StunWriter(buffer, StunClass.ErrorResponse, new byte[StunHeader.TransactionIdLength]);
        writer.WriteBytes(StunAttributeType.Realm, Encoding.UTF8.GetBytes(Realm));
        writer.WriteBytes(StunAttributeType.Nonce, "nonce"u8);
        var credential = new StunCredential(user, password);
        return StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage challenge) && credential.TryTake(challenge)
            ? credential.Key
            : throw new UnreachableException();
    }

    public void HandleDeadline(Timestamp now)
    {
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        if (local != _address)
        {
            SendToClient(now, _byRelay[local], remote, datagram);
        }
        else if (datagram[0] >> 6 == 1)
        {
            RelayChannel(now, remote, datagram);
        }
        else if (!IsSilent && StunMessage.TryParse(datagram, out StunMessage message))
        {
            Handle(now, remote, message);
        }
    }

    private void Handle(Timestamp now, NetworkAddress client, in StunMessage message)
    {
        if (message.Class == StunClass.Indication)
        {
            RelayIndication(now, client, message);
            return;
        }

        Requests.Add(message.Method);
        if (Alternate is { } other)
        {
            var writer = new StunWriter(_buffer, StunClass.ErrorResponse, message.TransactionId, message.Method);
            writer.WriteErrorCode(StunErrorCode.TryAlternate, []);
            var value = new byte[8];
            value[1] = 1;
            BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), other.Port);
            other.WriteAddress(value.AsSpan(4));
            writer.WriteBytes(StunAttributeType.AlternateServer, value);
            Reply(now, client, writer.Length);
            return;
        }

        StunErrorCode error = Check(message);
        if (error != StunErrorCode.None)
        {
            Refuse(now, client, message, error);
            return;
        }

        Answer(now, client, message);
    }

    private StunErrorCode Check(in StunMessage message)
    {
        bool isSigned = message.HasMessageIntegrity
            && message.Username.SequenceEqual(Encoding.UTF8.GetBytes(_user))
            && message.VerifyMessageIntegrity(_key);
        if (!isSigned)
        {
            return StunErrorCode.Unauthenticated;
        }

        bool isFresh = message.TryFind(StunAttributeType.Nonce, out ReadOnlySpan<byte> nonce) && nonce.SequenceEqual(Encoding.UTF8.GetBytes(Nonce));
        return isFresh && !CallsNoncesStale ? StunErrorCode.None : StunErrorCode.StaleNonce;
    }

    private void Refuse(Timestamp now, NetworkAddress client, in StunMessage message, StunErrorCode error)
    {
        var writer = new StunWriter(_buffer, StunClass.ErrorResponse, message.TransactionId, message.Method);
        writer.WriteErrorCode(error, []);
        if (error is StunErrorCode.Unauthenticated or StunErrorCode.StaleNonce)
        {
            writer.WriteBytes(StunAttributeType.Realm, Encoding.UTF8.GetBytes(Realm));
            writer.WriteBytes(StunAttributeType.Nonce, Encoding.UTF8.GetBytes(Nonce));
        }
        else
        {
            writer.WriteMessageIntegrity(_key);
        }

        Reply(now, client, writer.Length);
    }

    private void Answer(Timestamp now, NetworkAddress client, in StunMessage message)
    {
        SimulatedTurnAllocation? allocation = _byClient.GetValueOrDefault(client);
        if (message.Method == TurnMethod.Allocate)
        {
            Allocate(now, client, message);
            return;
        }

        if (allocation is null)
        {
            Refuse(now, client, message, StunErrorCode.AllocationMismatch);
            return;
        }

        bool isRefused = (message.Method == TurnMethod.ChannelBind && RefusesChannels) || (message.Method == TurnMethod.CreatePermission && RefusesPermissions);
        if (isRefused)
        {
            Refuse(now, client, message, StunErrorCode.BadRequest);
            return;
        }

        Grant(now, client, allocation, message);
    }

    private void Allocate(Timestamp now, NetworkAddress client, in StunMessage message)
    {
        if (!_byClient.TryGetValue(client, out SimulatedTurnAllocation? allocation))
        {
            allocation = new SimulatedTurnAllocation(client, NetworkAddress.FromIPv4(_address.IPv4Bits, _nextPort++));
            _byClient.Add(client, allocation);
            _byRelay.Add(allocation.Relayed, allocation);
            _world.Network.Attach(allocation.Relayed, this);
        }

        StunWriter writer = Success(message);
        writer.WriteXorAddress(StunAttributeType.XorRelayedAddress, allocation.Relayed);
        writer.WriteXorMappedAddress(client);
        writer.WriteUInt32(StunAttributeType.Lifetime, (uint)Lifetime.TotalSeconds);
        writer.WriteMessageIntegrity(_key);
        Reply(now, client, writer.Length);
    }

    private void Grant(Timestamp now, NetworkAddress client, SimulatedTurnAllocation allocation, in StunMessage message)
    {
        if (message.TryFindAddress(StunAttributeType.XorPeerAddress, isMixed: true, out NetworkAddress peer))
        {
            allocation.Permit(now, peer.Host);
            if (message.TryFind(StunAttributeType.ChannelNumber, out ReadOnlySpan<byte> channel))
            {
                allocation.Channels[BinaryPrimitives.ReadUInt16BigEndian(channel)] = peer;
            }
        }

        StunWriter writer = Success(message);
        if (message.Method == TurnMethod.Refresh)
        {
            bool isEnd = message.TryFind(StunAttributeType.Lifetime, out ReadOnlySpan<byte> value) && BinaryPrimitives.ReadUInt32BigEndian(value) == 0;
            writer.WriteUInt32(StunAttributeType.Lifetime, isEnd ? 0 : (uint)Lifetime.TotalSeconds);
            if (isEnd)
            {
                _byClient.Remove(client);
                _byRelay.Remove(allocation.Relayed);
                _world.Network.Detach(allocation.Relayed);
            }
        }

        writer.WriteMessageIntegrity(_key);
        Reply(now, client, writer.Length);
    }

    private StunWriter Success(in StunMessage message) => new(_buffer, StunClass.SuccessResponse, message.TransactionId, message.Method);

    private void Reply(Timestamp now, NetworkAddress client, int length) => _world.Network.Send(now, _address, client, _buffer.AsSpan(0, length));

    private void RelayIndication(Timestamp now, NetworkAddress client, in StunMessage message)
    {
        if (_byClient.TryGetValue(client, out SimulatedTurnAllocation? allocation)
            && message.TryFindAddress(StunAttributeType.XorPeerAddress, isMixed: true, out NetworkAddress peer)
            && message.TryFind(StunAttributeType.Data, out ReadOnlySpan<byte> data)
            && allocation.IsPermitted(now, peer.Host))
        {
            Indications++;
            _world.Network.Send(now, allocation.Relayed, peer, data);
        }
    }

    private void RelayChannel(Timestamp now, NetworkAddress client, Span<byte> frame)
    {
        if (_byClient.TryGetValue(client, out SimulatedTurnAllocation? allocation)
            && TurnFrame.TryReadChannel(frame, out ushort channel, out Span<byte> data)
            && allocation.Channels.TryGetValue(channel, out NetworkAddress peer)
            && allocation.IsPermitted(now, peer.Host))
        {
            ChannelFrames++;
            _world.Network.Send(now, allocation.Relayed, peer, data);
        }
    }

    private void SendToClient(Timestamp now, SimulatedTurnAllocation allocation, NetworkAddress peer, ReadOnlySpan<byte> data)
    {
        if (!allocation.IsPermitted(now, peer.Host))
        {
            return;
        }

        ushort channel = allocation.Channels.FirstOrDefault(bound => bound.Value == peer).Key;
        if (channel != 0)
        {
            _world.Network.Send(now, _address, allocation.Client, _buffer.AsSpan(0, TurnFrame.WriteChannel(_buffer, channel, data, isStream: false)));
            return;
        }

        var writer = new StunWriter(_buffer, StunClass.Indication, "a transaction"u8[..12], TurnMethod.Data);
        writer.WriteXorAddress(StunAttributeType.XorPeerAddress, peer);
        writer.WriteBytes(StunAttributeType.Data, data);
        Reply(now, allocation.Client, writer.Length);
    }
}
