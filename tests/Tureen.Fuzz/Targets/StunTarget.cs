using System.Net;
using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Stun;
using Tureen.Engine.Transports;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Fuzz.Targets;

/// <summary>STUN to a WebRtcServer with transports, from several addresses: as it is, and under the right password.</summary>
internal sealed class StunTarget : FuzzTarget
{
    private const int Raw = 0;
    private const int Signed = 1;
    private const int Wait = 2;
    private const int Restart = 3;
    private const int Codes = 4;

    private const int Transports = 2;
    private const int Addresses = 12;
    private const int WaitUnit = 100;
    private const int AttributeHeaderLength = 3;

    private static readonly byte[] TransactionId = "tureen-fuzz."u8.ToArray();

    private readonly FuzzWorker _worker = new();
    private readonly List<WebRtcTransportCore> _transports = [];
    private readonly byte[] _datagram = new byte[4096];
    private int _socketId;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            byte[] plain = [0, 0, .. Attribute(0x0024, [1, 2, 3, 4]), .. Attribute(0x802A, new byte[8])];
            byte[] nominating = [0, 0, .. Attribute(0x802A, new byte[8]), .. Attribute(0x0025, [])];
            byte[] renominating = [1, 1, .. Attribute(0x802A, new byte[8]), .. Attribute(0xC001, [0, 0, 0, 3])];
            byte[] controlled = [1, 0, .. Attribute(0x8029, new byte[8])];
            yield return OperationList.Write(
                [new(Signed, plain), new(Signed, nominating), new(Wait, [20]), new(Signed, renominating), new(Signed, controlled), new(Wait, [255]), new(Wait, [255])]);
            yield return OperationList.Write(
                [.. Enumerable.Range(0, 10).Select(i => new Operation(Signed, [(byte)(i * 2), .. nominating[1..]])), new(Restart, [0]), new(Signed, plain)]);
            BindingRequest request = new() { RemoteUsernameFragment = "nobody", RemotePassword = "nothing" };
            yield return OperationList.Write(
                [new(Raw, [0, .. request.ToBytes()]), new(Raw, [1, .. (request with { UseCandidate = true, HasFingerprint = false }).ToBytes()])]);
            yield return OperationList.Write([new(Raw, [0, .. (request with { UnknownAttributes = [1, 2, 3] }).ToBytes()])]);
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new ushort[] { 6, 8, 9, 10, 0x14, 0x15, 0x20, 0x24, 0x25, 0x8028, 0x8029, 0x802A, 0xC001, 0xC057 }.Select(
            static type => new[] { (byte)(type >> 8), (byte)type }),
        [0x21, 0x12, 0xA4, 0x42], [0, 1, 0, 0], [1, 1, 0, 0], [1, 17, 0, 0], [0, 17, 0, 0],
    ];

    public override void Dispose()
    {
        _worker.Dispose();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        Begin();
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            Do(code % Codes, data);
        }

        _worker.End();
    }

    private static byte[] Attribute(ushort type, byte[] value) => [(byte)(type >> 8), (byte)type, (byte)value.Length, .. value];

    private void Begin()
    {
        RouterCore router = _worker.Begin();
        var listen = new IceListenOptions { Protocol = TransportProtocol.Udp, Parameters = new ListenParameters(IPAddress.Loopback, 0, 0) };
        WebRtcServerCore server = _worker.Worker.CreateWebRtcServer("server", [listen, listen with { Protocol = TransportProtocol.Tcp }]);
        _socketId = server.Listeners.SocketIds[0];
        _transports.Clear();
        for (int i = 0; i < Transports; i++)
        {
            _transports.Add(router.CreateWebRtcTransport(new WebRtcTransportCoreOptions { Id = $"transport-{i}", Server = server }));
        }
    }

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case Raw when data.Length > 1:
                int length = Math.Min(data.Length - 1, _datagram.Length);
                data.Slice(1, length).CopyTo(_datagram);
                Give(data[0], length);
                break;
            case Signed when data.Length > 1:
                Give(data[0], Sign(_transports[data[1] % Transports], data[2..]));
                break;
            case Wait:
                _worker.Advance(TimeSpan.FromMilliseconds(data.IsEmpty ? 1 : data[0] * WaitUnit));
                break;
            case Restart when !data.IsEmpty:
                _transports[data[0] % Transports].RestartIce(_worker.Now, _worker);
                break;
        }
    }

    /// <summary>A request with the user name, the given attributes, and an integrity that is right.</summary>
    private int Sign(WebRtcTransportCore transport, ReadOnlySpan<byte> attributes)
    {
        const int Reserve = 200;
        IceParameters ice = transport.IceParameters;
        var writer = new StunWriter(_datagram, StunClass.Request, TransactionId);
        writer.WriteUsername(Encoding.UTF8.GetBytes(ice.UsernameFragment), "peer"u8);
        while (attributes.Length >= AttributeHeaderLength && writer.Length < _datagram.Length - 255 - Reserve)
        {
            int length = Math.Min(attributes[2], attributes.Length - AttributeHeaderLength);
            writer.WriteBytes((StunAttributeType)((attributes[0] << 8) | attributes[1]), attributes.Slice(AttributeHeaderLength, length));
            attributes = attributes[(AttributeHeaderLength + length)..];
        }

        writer.WriteMessageIntegrity(Encoding.UTF8.GetBytes(ice.Password));
        writer.WriteFingerprint();
        return writer.Length;
    }

    private void Give(int address, int length)
    {
        var from = new TransportTuple(_socketId, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x0A000001, (ushort)(5000 + (address % Addresses))));
        BeginPacket();
        _worker.Handle(from, _datagram.AsSpan(0, length));
        EndPacket();
    }
}
