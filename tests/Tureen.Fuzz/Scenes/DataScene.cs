using System.Net;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Fuzz.Scenes;

/// <summary>
/// A peer with an association that is under attack, data producers on its streams, and data consumers of them on another
/// association, a pipe and in the application; and messages of the application that go to the attacked peer.
/// </summary>
internal sealed class DataScene : IDisposable
{
    public const int Streams = 4;
    private const int FirstConsumerStream = 100;
    private const int LargestSend = 4000;
    private const int MostPackets = 200;
    private const uint BinaryPayload = 53;

    private static readonly NetworkAddress AttackerAddress = NetworkAddress.FromIPv4(0x0A000001, 5000);
    private static readonly NetworkAddress OtherAddress = NetworkAddress.FromIPv4(0x0A000002, 5000);
    private static readonly ListenParameters Listen = new(IPAddress.Loopback, 0, 0);

    private readonly FuzzWorker _worker = new();
    private readonly SctpBufferPool _peerPool = new();
    private readonly Queue<(TransportTuple To, byte[] Packet)> _sent = new();
    private readonly byte[] _message = new byte[LargestSend];
    private readonly List<DataProducerCore> _producers = [];
    private readonly List<DataConsumerCore> _consumers = [];
    private readonly List<DataProducerCore> _ownProducers = [];
    private PlainTransportCore _attacked = null!;
    private PlainTransportCore _other = null!;
    private PipeTransportCore _pipe = null!;
    private DirectTransportCore _direct = null!;
    private DataPeer _otherPeer = null!;

    public DataScene() => _worker.OnSend = (to, packet) =>
    {
        if (_sent.Count < MostPackets)
        {
            _sent.Enqueue((to, packet.ToArray()));
        }
    };

    public FuzzWorker Worker => _worker;

    public DataPeer Peer { get; private set; } = null!;

    public TransportTuple Attacker { get; private set; }

    /// <summary>Whether the honest half of the attacker hears the worker.</summary>
    public bool IsPeerListening { get; set; }

    public void Begin(bool isDataChannel)
    {
        RouterCore router = _worker.Begin();
        _sent.Clear();
        _producers.Clear();
        _consumers.Clear();
        _ownProducers.Clear();
        IsPeerListening = true;
        var data = new DataTransportOptions { EnableSctp = true, IsDataChannel = isDataChannel };
        _attacked = Open(router, "attacked", AttackerAddress, data);
        _other = Open(router, "other", OtherAddress, data);
        _pipe = router.CreatePipeTransport(new PipeTransportCoreOptions { Id = "pipe", Listen = Listen, Data = data with { IsDataChannel = false } });
        _pipe.Connect(_worker.Now, OtherAddress.ToIPAddress(), OtherAddress.Port, null, _worker);
        _direct = router.CreateDirectTransport(_worker.Now, new DirectTransportCoreOptions { Id = "direct" }, _worker);
        Attacker = new TransportTuple(_attacked.SocketIds[0], TransportProtocol.Udp, AttackerAddress);
        Peer = new DataPeer(_worker.Worker.Context.Random, _peerPool, isDataChannel);
        _otherPeer = new DataPeer(_worker.Worker.Context.Random, _peerPool, isDataChannel);
        Fill();
        Peer.Connect(_worker.Now, _worker);
        _otherPeer.Connect(_worker.Now, _worker);
        Pump();
    }

    public void End()
    {
        Peer.Close(_worker.Now, _worker);
        _otherPeer.Close(_worker.Now, _worker);
        _worker.End();
    }

    public void Handle(Span<byte> packet) => _worker.Handle(Attacker, packet);

    /// <summary>Carries what both sides have sent, until nothing is under way.</summary>
    public void Pump()
    {
        for (int i = 0; i < MostPackets; i++)
        {
            if (_sent.TryDequeue(out (TransportTuple To, byte[] Packet) sent))
            {
                Deliver(sent.To, sent.Packet);
            }
            else if (Peer.Outgoing.TryDequeue(out byte[]? packet))
            {
                _worker.Handle(Attacker, packet);
            }
            else if (_otherPeer.Outgoing.TryDequeue(out packet))
            {
                _worker.Handle(new TransportTuple(_other.SocketIds[0], TransportProtocol.Udp, OtherAddress), packet);
            }
            else
            {
                return;
            }
        }

        _sent.Clear();
        Peer.Outgoing.Clear();
        _otherPeer.Outgoing.Clear();
    }

    public void Advance(TimeSpan duration)
    {
        _worker.Advance(duration);
        Peer.HandleDeadline(_worker.Now, _worker);
        _otherPeer.HandleDeadline(_worker.Now, _worker);
        Pump();
    }

    /// <summary>The attacker's honest half sends a message.</summary>
    public void SendAsPeer(int stream, int length) =>
        Peer.Send(_worker.Now, (ushort)(stream % (Streams + 1)), BinaryPayload, Message(length), _worker);

    /// <summary>The application sends a message, which goes to the attacked peer.</summary>
    public void SendAsApplication(int producer, int length, ReadOnlySpan<ushort> subchannels = default) => _direct.HandleProducerMessage(
        _worker.Now,
        _ownProducers[producer % _ownProducers.Count],
        new DataMessage { Ppid = BinaryPayload, Payload = Message(length), Subchannels = subchannels },
        _worker);

    /// <summary>A whole message as if it came through an association: of the peer, or through the pipe with its subchannels.</summary>
    public void HandleMessage(bool isPiped, ushort stream, uint ppid, ReadOnlySpan<byte> payload)
    {
        TransportCore transport = isPiped ? _pipe : _attacked;
        transport.Data.HandleMessage(_worker.Now, stream, ppid, payload, _worker);
    }

    public void Command(int index, int action, int value)
    {
        DataConsumerCore consumer = _consumers[index % _consumers.Count];
        DataProducerCore producer = _producers[index % _producers.Count];
        switch (action % 6)
        {
            case 0:
                _attacked.Data.CloseDataProducer(_worker.Now, producer, _worker);
                break;
            case 1:
                Owner(consumer).Data.CloseDataConsumer(_worker.Now, consumer, _worker);
                break;
            case 2:
                consumer.SetSubchannels([.. Enumerable.Range(0, value).Select(static number => (ushort)number)]);
                break;
            case 3:
                Peer.ResetStream(_worker.Now, (ushort)value, _worker);
                break;
            case 4:
                _ = consumer.Dump();
                break;
            default:
                _ = producer.Dump();
                break;
        }
    }

    public void Dispose() => _worker.Dispose();

    private static SctpStreamParameters Stream(int id) => (id % 3) switch
    {
        0 => new SctpStreamParameters { StreamId = id, Ordered = true },
        1 => new SctpStreamParameters { StreamId = id, Ordered = false, MaxRetransmits = 1 },
        _ => new SctpStreamParameters { StreamId = id, Ordered = false, MaxPacketLifeTime = 100 },
    };

    private static void Deliver(DataPeer peer, Timestamp now, byte[] packet, IDatagramSink sink) => peer.Handle(now, packet, sink);

    private ReadOnlySpan<byte> Message(int length) => _message.AsSpan(0, length % LargestSend);

    private TransportCore Owner(DataConsumerCore consumer) =>
        consumer.Id.StartsWith("other", StringComparison.Ordinal) ? _other
        : consumer.Id.StartsWith("pipe", StringComparison.Ordinal) ? _pipe
        : consumer.Id.StartsWith("direct", StringComparison.Ordinal) ? _direct
        : _attacked;

    private void Deliver(in TransportTuple to, byte[] packet)
    {
        if (to.SocketId == Attacker.SocketId && IsPeerListening)
        {
            Deliver(Peer, _worker.Now, packet, _worker);
        }
        else if (to.SocketId == _other.SocketIds[0])
        {
            Deliver(_otherPeer, _worker.Now, packet, _worker);
        }
    }

    private PlainTransportCore Open(RouterCore router, string id, NetworkAddress peer, DataTransportOptions data)
    {
        PlainTransportCore transport = router.CreatePlainTransport(new PlainTransportCoreOptions { Id = id, Listen = Listen, Comedia = true, Data = data });
        _worker.Connect(transport, peer);
        return transport;
    }

    private void Fill()
    {
        for (int i = 0; i < Streams; i++)
        {
            _producers.Add(_attacked.ProduceData(
                _worker.Now, new DataProducerCoreOptions { Id = $"in-{i}", Type = DataProducerType.Sctp, SctpStreamParameters = Stream(i) }, _worker));
            Consume(_other, $"other-{i}", $"in-{i}", Stream(i));
            Consume(_pipe, $"pipe-{i}", $"in-{i}", Stream(i));
            Consume(_direct, $"direct-{i}", $"in-{i}", null);
            _ownProducers.Add(_direct.ProduceData(_worker.Now, new DataProducerCoreOptions { Id = $"own-{i}", Type = DataProducerType.Direct }, _worker));
            Consume(_attacked, $"out-{i}", $"own-{i}", Stream(FirstConsumerStream + i));
        }

        _producers.Add(_pipe.ProduceData(
            _worker.Now, new DataProducerCoreOptions { Id = "piped", Type = DataProducerType.Sctp, SctpStreamParameters = Stream(0) }, _worker));
        Consume(_other, "other-piped", "piped", Stream(FirstConsumerStream));
        Consume(_direct, "direct-piped", "piped", null);
    }

    private void Consume(TransportCore transport, string id, string producer, SctpStreamParameters? stream) => _consumers.Add(transport.ConsumeData(
        _worker.Now,
        producer,
        new DataConsumerCoreOptions
        {
            Id = id,
            Type = stream is null ? DataConsumerType.Direct : DataConsumerType.Sctp,
            SctpStreamParameters = stream,
            Subchannels = [1, 2],
        },
        _worker));
}
