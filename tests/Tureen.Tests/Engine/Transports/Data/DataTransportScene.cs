using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Engine.Transports.Data;

/// <summary>A transport with bare SCTP, alone in its router, and the association of its peer. Nothing is carried before <see cref="Pump"/>.</summary>
internal sealed class DataTransportScene : ITransportRouter, ISocketHost, IDatagramSink, IDisposable
{
    private const int SocketId = 1;

    private static readonly IPAddress Local = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Remote = IPAddress.Parse("10.0.0.2");

    private readonly PacketSlab _slab = new();
    private readonly Dictionary<string, DataProducerCore> _dataProducers = [];
    private readonly Queue<byte[]> _toPeer = [];
    private readonly Queue<byte[]> _toTransport = [];
    private readonly byte[] _datagram = new byte[EngineLimits.MaxDatagramLength];
    private readonly bool _isPipe;

    public DataTransportScene(bool isPipe = false)
    {
        _isPipe = isPipe;
        var data = new DataTransportOptions { EnableSctp = true, IsDataChannel = !isPipe, MaxReceiveMessageSize = 100 };
        Engine = new EngineContext(
            new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(0)), this, new SharedRtpPacketPool(_slab));
        Transport = isPipe
            ? new PipeTransportCore(this, Engine, new PipeTransportCoreOptions { Id = "transport", Listen = new ListenParameters(Local, 0, 0), Data = data })
            : new PlainTransportCore(this, Engine, new PlainTransportCoreOptions { Id = "transport", Listen = new ListenParameters(Local, 0, 0), Data = data });
        Peer = new SimulatedAssociation(
            Engine.Random,
            Engine.SctpBuffers,
            new DataTransportOptions { EnableSctp = true, IsDataChannel = !isPipe },
            (_, packet, _) => _toTransport.Enqueue(packet.ToArray()));
        Peer.OnMessage = (streamId, ppid, payload) => PeerSaw.Add($"message {streamId} {ppid} {Convert.ToHexString(payload)}");
        Peer.OnEvent = sctpEvent => PeerSaw.AddRange(sctpEvent.Kind == SctpEventKind.IncomingStreamReset ? [$"reset {sctpEvent.StreamId}"] : []);
    }

    public static Timestamp Now { get; } = new(3_600_000_000);

    public TransportCore Transport { get; }

    public EngineContext Engine { get; }

    public SimulatedAssociation Peer { get; }

    /// <summary>The messages and the resets that reached the peer.</summary>
    public List<string> PeerSaw { get; } = [];

    /// <summary>Packets that the transport has sent and that no <see cref="Pump"/> has carried yet.</summary>
    public int Waiting => _toPeer.Count;

    string ITransportRouter.Id => "router";

    /// <summary>The transport gets its path.</summary>
    public void Connect()
    {
        if (_isPipe)
        {
            ((PipeTransportCore)Transport).Connect(Now, Remote, 5000, null, this);
        }
        else
        {
            ((PlainTransportCore)Transport).Connect(Now, Remote, 5000, null, null, isConfirmed: true, this);
        }
    }

    /// <summary>Carries packets until none is on its way.</summary>
    public void Pump()
    {
        while (_toPeer.Count + _toTransport.Count > 0)
        {
            if (_toPeer.TryDequeue(out byte[]? packet))
            {
                Peer.HandlePacket(Now, packet, this);
            }
            else
            {
                var tuple = new TransportTuple(SocketId, TransportProtocol.Udp, NetworkAddress.From(Remote, 5000));
                Transport.Path.HandleDatagram(Now, tuple, _toTransport.Dequeue(), this);
            }
        }
    }

    /// <summary>The peer sends a message.</summary>
    public void Receive(ushort streamId, uint ppid, byte[] payload)
    {
        Peer.Send(Now, streamId, ppid, payload, this);
        Pump();
    }

    /// <summary>The peer resets a stream on which it sends.</summary>
    public void ReceiveReset(ushort streamId)
    {
        Peer.ResetStream(Now, streamId, this);
        Pump();
    }

    public void Dispose()
    {
        Transport.Close(Now, this);
        _slab.Dispose();
    }

    Span<byte> IDatagramSink.GetSpan(int maximumLength) => _datagram;

    void IDatagramSink.Send(in TransportTuple tuple, int length) => _toPeer.Enqueue(_datagram[..length]);

    int ISocketHost.OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound)
    {
        bound = NetworkAddress.From(parameters.Address, 4000);
        return SocketId;
    }

    int ISocketHost.OpenTcpListener(in ListenParameters parameters, out NetworkAddress bound) => throw new NotSupportedException();

    int ISocketHost.OpenLink(IDatagramLinkEnd end) => throw new NotSupportedException();

    void ISocketHost.CloseConnection(in TransportTuple tuple)
    {
    }

    void ISocketHost.CloseSocket(int socketId)
    {
    }

    ProducerCore? ITransportRouter.FindProducer(string id) => null;

    void ITransportRouter.AddProducer(ProducerCore producer)
    {
    }

    void ITransportRouter.RemoveProducer(ProducerCore producer)
    {
    }

    DataProducerCore? ITransportRouter.FindDataProducer(string id) => _dataProducers.GetValueOrDefault(id);

    void ITransportRouter.AddDataProducer(DataProducerCore producer) => _dataProducers.Add(producer.Id, producer);

    void ITransportRouter.RemoveDataProducer(DataProducerCore producer) => _dataProducers.Remove(producer.Id);

    void ITransportRouter.AddSocket(TransportCore transport, int socketId) => throw new NotSupportedException();

    void ITransportRouter.RemoveTransport(TransportCore transport)
    {
    }
}
