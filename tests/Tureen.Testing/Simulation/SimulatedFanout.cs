using System.Text;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Testing.Simulation;

/// <summary>
/// One publisher and any number of watchers, connected by the simulated network and then driven by hand: the caller takes
/// encrypted datagrams as they would arrive, and pushes them into the worker with a sink and a clock of its own.
/// </summary>
internal sealed class SimulatedFanout : IDisposable
{
    public const int PacketsPerFrame = 10;
    private const uint TimestampStep = 3000;

    private readonly SimulatedCall _call;
    private readonly SimulatedPeer _publisher;
    private readonly TransportTuple _publisherTuple;
    private readonly SimulatedStream _stream;
    private readonly byte[] _mid;
    private readonly List<Watcher> _watchers = [];
    private readonly byte[] _plain = new byte[EngineLimits.MtuLength];
    private ushort _sequence = 1;
    private uint _count;

    public SimulatedFanout(int watchers)
    {
        _call = new SimulatedCall(seed: 1, LinkConditions.Perfect) { IceConsentTimeout = TimeSpan.Zero };
        _publisher = _call.AddPeer(out WebRtcTransportCore transport);
        Producer = _call.Publish(_publisher, transport, out SimulatedVideoSender sender);
        sender.Stop();
        _stream = sender.Stream;
        _mid = Encoding.ASCII.GetBytes(_stream.Mid);
        _publisherTuple = TupleOf(_publisher, transport);
        for (int i = 0; i < watchers; i++)
        {
            SimulatedPeer peer = _call.AddPeer(out WebRtcTransportCore outgoing);
            ConsumerCore consumer = _call.Watch(peer, outgoing, Producer, out SimulatedVideoReceiver receiver);
            _watchers.Add(new Watcher(peer, outgoing, TupleOf(peer, outgoing), receiver.Stream, consumer));
        }

        bool isConnected = _call.World.RunUntil(
            () => _publisher.IsConnected && _watchers.TrueForAll(static watcher => watcher.Peer.IsConnected),
            TimeSpan.FromSeconds(5));
        if (!isConnected)
        {
            throw new InvalidOperationException("The simulated peers did not connect.");
        }

        Now = _call.World.Now;
    }

    public SimulatedServer Server => _call.Server;

    public ProducerCore Producer { get; }

    public int Watchers => _watchers.Count;

    /// <summary>The caller's clock, which begins where the connecting ended.</summary>
    public Timestamp Now { get; set; }

    public ConsumerCore Consumer(int watcher) => _watchers[watcher].Consumer;

    public WebRtcTransportCore WatcherTransport(int watcher) => _watchers[watcher].Transport;

    /// <summary>Leaves the next packet out, as the network would.</summary>
    public void Lose()
    {
        _sequence++;
        _count++;
    }

    /// <summary>Writes the next packet of the stream as it would arrive; its length. The first is a key frame.</summary>
    public int WriteNext(Span<byte> datagram, int payloadLength)
    {
        uint frame = _count / PacketsPerFrame;
        ushort index = (ushort)(_count++ % PacketsPerFrame);
        bool isLast = index == PacketsPerFrame - 1;
        var writer = new RtpHeaderWriter(
            _plain, _stream.PayloadType, isLast, _sequence++, frame * TimestampStep, _stream.Ssrc);
        writer.AddExtension(_stream.MidId, _mid);
        int headerLength = writer.Finish();
        new SimulatedFrame(frame, frame == 0, index, PacketsPerFrame).Write(_plain.AsSpan(headerLength));
        _ = RtpPacket.TryParse(_plain.AsSpan(0, headerLength + payloadLength), out RtpPacket packet);
        return _publisher.Encrypt(packet, datagram);
    }

    /// <summary>Writes a watcher's Receiver Report without loss; returns its length.</summary>
    public int WriteReport(int watcher, Span<byte> datagram, ushort maxSequence)
    {
        var report = new ReportBlock(_watchers[watcher].Stream.Ssrc, 0, 0, maxSequence, 0, 0, 0);
        return _watchers[watcher].Peer.EncryptRtcp(datagram, ReceiverReport.Write(datagram, 1, [report]));
    }

    /// <summary>Writes a watcher's NACK; its length.</summary>
    public int WriteNack(int watcher, Span<byte> datagram, ReadOnlySpan<ushort> lost)
    {
        int length = GenericNack.Write(datagram, 1, _watchers[watcher].Stream.Ssrc, lost, out _);
        return _watchers[watcher].Peer.EncryptRtcp(datagram, length);
    }

    public void PushFromPublisher(Span<byte> datagram, IDatagramSink sink) =>
        Server.Worker.HandleDatagram(Now, _publisherTuple, datagram, sink);

    public void PushFromWatcher(int watcher, Span<byte> datagram, IDatagramSink sink) =>
        Server.Worker.HandleDatagram(Now, _watchers[watcher].Tuple, datagram, sink);

    /// <summary>Runs the worker's deadlines that are due.</summary>
    public void RunDeadlines(IDatagramSink sink)
    {
        if (Server.Worker.NextDeadline <= Now)
        {
            Server.Worker.HandleDeadline(Now, sink);
        }
    }

    public void Dispose() => _call.Dispose();

    private static TransportTuple TupleOf(SimulatedPeer peer, WebRtcTransportCore transport) =>
        new(transport.SocketIds[0], TransportProtocol.Udp, peer.Address);

    private sealed record Watcher(SimulatedPeer Peer, WebRtcTransportCore Transport, TransportTuple Tuple, SimulatedStream Stream, ConsumerCore Consumer);
}
