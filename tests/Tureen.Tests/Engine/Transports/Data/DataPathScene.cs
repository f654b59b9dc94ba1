using System.Net;
using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Sctp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Engine.Transports.Data;

/// <summary>
/// A worker and peers with data channels in one thread: one sends, the others receive. What one side sends is handed to the other
/// at once, through memory that is made beforehand, so that what is allocated is the engine's.
/// </summary>
internal sealed class DataPathScene : IDatagramSink, ISocketHost, IDisposable
{
    private const int FirstPeer = 1000;
    private const int Slots = 4096;

    private readonly WorkerCore _worker;
    private readonly RouterCore _router;
    private readonly DtlsCertificate _certificate = DtlsCertificate.Generate();
    private readonly SeededRandomSource _random = new(1);
    private readonly SctpBufferPool _pool = new();
    private readonly Dictionary<int, NetworkAddress> _addresses = [];
    private readonly Dictionary<NetworkAddress, int> _sockets = [];
    private readonly Dictionary<int, SimulatedDataPeer> _peers = [];
    private readonly Queue<(int From, NetworkAddress To, int Slot, int Length)> _line = new(Slots);
    private readonly byte[][] _slots = [.. Enumerable.Range(0, Slots).Select(static _ => new byte[EngineLimits.MaxDatagramLength])];
    private readonly SimulatedDataPeer _source;
    private Timestamp _now = new(3_600_000_000);
    private int _slot;
    private int _lastSocket;

    public DataPathScene(int consumers)
    {
        _worker = new WorkerCore(new WorkerCoreOptions
        {
            Random = _random,
            Ntp = new NtpClock(_now, NtpTime.FromMicroseconds(0)),
            Sockets = this,
            Certificate = DtlsCertificate.Generate(),
            ContainsFaults = false,
        });
        _router = _worker.CreateRouter("router");
        _source = AddPeer(out WebRtcTransportCore transport);
        transport.ProduceData(_now, new DataProducerCoreOptions { Id = "producer", Type = DataProducerType.Sctp, SctpStreamParameters = Stream() }, this);
        for (int i = 0; i < consumers; i++)
        {
            AddPeer(out transport);
            var options = new DataConsumerCoreOptions { Id = $"consumer-{i}", Type = DataConsumerType.Sctp, SctpStreamParameters = Stream() };
            transport.ConsumeData(_now, "producer", options, this);
        }

        Pump();
    }

    public bool IsConnected => _peers.Values.All(static peer => peer.IsConnected);

    public long Received => _peers.Values.Sum(static peer => peer.Received);

    /// <summary>The source sends one message, and time passes.</summary>
    public bool Push(ReadOnlySpan<byte> message)
    {
        bool isSent = _source.Send(_now, message, this);
        Pump();
        _now += TimeSpan.FromMilliseconds(1);
        if (_worker.NextDeadline <= _now)
        {
            _worker.HandleDeadline(_now, this);
        }

        foreach (SimulatedDataPeer peer in _peers.Values)
        {
            peer.HandleDeadline(_now, this);
        }

        Pump();
        return isSent;
    }

    public Span<byte> GetSpan(int maximumLength) => _slots[_slot].AsSpan(0, maximumLength);

    public void Send(in TransportTuple tuple, int length)
    {
        _line.Enqueue((tuple.SocketId, tuple.Remote, _slot, length));
        _slot = (_slot + 1) % Slots;
    }

    public int OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound)
    {
        int id = ++_lastSocket;
        bound = NetworkAddress.From(parameters.Address, 40_000 + id);
        _addresses.Add(id, bound);
        _sockets.Add(bound, id);
        return id;
    }

    public int OpenTcpListener(in ListenParameters parameters, out NetworkAddress bound) =>
        throw new NotSupportedException("There is no TCP here.");

    public void CloseConnection(in TransportTuple tuple)
    {
    }

    public int OpenLink(IDatagramLinkEnd end) => throw new NotSupportedException("There are no links here.");

    public void CloseSocket(int socketId)
    {
    }

    public void Dispose()
    {
        _worker.Close(_now, this);
        _worker.Dispose();
        foreach (SimulatedDataPeer peer in _peers.Values)
        {
            peer.Dispose();
        }

        _certificate.Dispose();
    }

    private static SctpStreamParameters Stream() => new() { StreamId = SimulatedDataPeer.StreamId, Ordered = true };

    private SimulatedDataPeer AddPeer(out WebRtcTransportCore transport)
    {
        int id = FirstPeer + _peers.Count;
        var address = NetworkAddress.FromIPv4(0x0A000000u + (uint)id, 5000);
        _addresses.Add(id, address);
        _sockets.Add(address, id);
        var peer = new SimulatedDataPeer(id, _certificate, _random, _pool);
        _peers.Add(id, peer);
        transport = _router.CreateWebRtcTransport(new WebRtcTransportCoreOptions
        {
            Id = $"transport-{id}",
            Listens = [new IceListenOptions { Protocol = TransportProtocol.Udp, Parameters = new ListenParameters(IPAddress.Parse("10.9.9.9"), 0, 0) }],
            Data = new DataTransportOptions { EnableSctp = true, IsDataChannel = true },
        });
        CertificateFingerprint fingerprint = _certificate.GetFingerprint(FingerprintAlgorithm.Sha256);
        transport.Connect(_now, new DtlsParameters { Role = DtlsRole.Client, Fingerprints = [fingerprint.ToParameters()] }, this);
        NetworkAddress remote = _addresses[transport.SocketIds[0]];
        peer.Connect(_now, remote, transport.IceParameters, _worker.Certificate.GetFingerprint(FingerprintAlgorithm.Sha256), this);
        Pump();
        return peer;
    }

    /// <summary>Delivers until nothing is on its way.</summary>
    private void Pump()
    {
        while (_line.TryDequeue(out (int From, NetworkAddress To, int Slot, int Length) datagram))
        {
            Span<byte> bytes = _slots[datagram.Slot].AsSpan(0, datagram.Length);
            int to = _sockets[datagram.To];
            if (!_peers.TryGetValue(to, out SimulatedDataPeer? peer))
            {
                _worker.HandleDatagram(_now, new TransportTuple(to, TransportProtocol.Udp, _addresses[datagram.From]), bytes, this);
            }
            else
            {
                peer.HandleDatagram(_now, bytes, this);
            }
        }

        while (_worker.TryDequeueEvent(out _))
        {
        }
    }
}
