using System.Buffers.Binary;
using System.Net;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>All peers, on a thread of their own: publishers that send by the clock, and receivers that count and take the time.</summary>
internal sealed class PeerSide : IDatagramHandler, IAsyncDisposable
{
    private static readonly TimeSpan IdleTick = TimeSpan.FromMilliseconds(20);

    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "peers" });
    private readonly DtlsCertificate _certificate = DtlsCertificate.Generate();
    private readonly FanoutOptions _options;
    private readonly FanoutLoad _load;
    private readonly DeviceNetwork? _device;
    private readonly Dictionary<int, BenchPeer> _peers = [];
    private readonly Dictionary<int, NetworkAddress> _addresses = [];
    private readonly List<SignaledPeer> _signaled = [];
    private readonly List<BenchPublisher> _publishers = [];
    private readonly Dictionary<uint, ReceivedStream> _streams = [];
    private readonly LatencyHistogram _latencies = new();
    private Timestamp _tick = Timestamp.Zero;

    public PeerSide(FanoutOptions options, FanoutLoad load, DeviceNetwork? device)
    {
        _options = options;
        _load = load;
        _device = device;
        BenchPeer.OfferOnly(_certificate, load.Profile);
        _host.Start(this);
    }

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = _tick;
            foreach (BenchPublisher publisher in _publishers)
            {
                next = Timestamp.Min(next, publisher.Pace.Next);
            }

            return next;
        }
    }

    public CertificateFingerprint Fingerprint => _certificate.GetFingerprint(FingerprintAlgorithm.Sha256);

    /// <summary>Goes to the network that the worker is in.</summary>
    public Task EnterAsync() => _device?.EnterAsync(_host) ?? Task.CompletedTask;

    public Task<int> AddPeerAsync() => _host.InvokeAsync((_, _) =>
    {
        int socketId = _host.OpenUdpSocket(new ListenParameters(IPAddress.Loopback, 0, 0, ReceiveBufferSize: 1 << 20), out NetworkAddress bound);
        _peers.Add(socketId, new BenchPeer(socketId, _certificate, _host.Random));
        _addresses.Add(socketId, bound);
        return socketId;
    });

    public Task<bool> ConnectAsync(int peer, WorkerTransport transport) => _host.InvokeAsync((now, sink) =>
    {
        _peers[peer].Connect(now, transport.Address, transport.Ice, transport.Fingerprint, sink);
        return true;
    });

    public async Task WaitUntilConnectedAsync()
    {
        for (int i = 0; i < 500; i++)
        {
            if (await _host.InvokeAsync((_, _) => _peers.Values.All(static peer => peer.Srtp is not null)))
            {
                return;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("The peers did not connect.");
    }

    public Task<BenchPublisher> AddPublisherAsync(int peer, SimulatedStream stream) => _host.InvokeAsync((_, _) =>
    {
        var publisher = new BenchPublisher(_peers[peer], stream, _load.Shape);
        _publishers.Add(publisher);
        return publisher;
    });

    /// <summary>A key for a publisher or receiver without ICE and DTLS.</summary>
    public Task<SignaledKey> CreateKeyAsync() => _host.InvokeAsync((_, _) => new SignaledKey(_load.Profile, _host.Random));

    /// <summary>A publisher without ICE and DTLS.</summary>
    public Task<BenchPublisher> AddSignaledPublisherAsync(NetworkAddress worker, SignaledKey key, SimulatedStream stream) => _host.InvokeAsync((_, _) =>
    {
        int socketId = _host.OpenUdpSocket(new ListenParameters(IPAddress.Loopback, 0, 0), out _);
        var peer = new SignaledPeer(new TransportTuple(socketId, TransportProtocol.Udp, worker), key);
        _signaled.Add(peer);
        var publisher = new BenchPublisher(peer, stream, _load.Shape);
        _publishers.Add(publisher);
        return publisher;
    });

    public Task<bool> AddStreamAsync(uint ssrc, BenchPublisher publisher) =>
        _host.InvokeAsync((_, _) => _streams.TryAdd(ssrc, new ReceivedStream(publisher)));

    public Task<NetworkAddress> AddressOfAsync(int peer) => _host.InvokeAsync((_, _) => _addresses[peer]);

    /// <summary>Publishes so many times as fast as usual.</summary>
    public Task<Timestamp> StartAsync(double speed) => _host.InvokeAsync((now, _) =>
    {
        for (int i = 0; i < _publishers.Count; i++)
        {
            _publishers[i].Pace.Start(now + _load.OffsetOf(i, speed), speed);
        }

        return now;
    });

    public Task<bool> StopAsync() => _host.InvokeAsync((_, _) =>
    {
        _publishers.ForEach(static publisher => publisher.Pace.Stop());
        return true;
    });

    /// <summary>What was sent by each publisher and received by each consumer so far, and how long it took.</summary>
    public Task<PeerSample> SampleAsync(bool clear) => _host.InvokeAsync((_, _) =>
    {
        var sample = new PeerSample(
            _publishers.Sum(static publisher => publisher.PacketCount),
            _streams.Values.Sum(static stream => stream.Received),
            _streams.Values.Select(static stream => stream.LastLength).DefaultIfEmpty().Max(),
            [_latencies.Percentile(0.5), _latencies.Percentile(0.99), _latencies.Percentile(0.999)]);
        if (clear)
        {
            _latencies.Clear();
        }

        return sample;
    });

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Rtp:
                if (_streams.TryGetValue(BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]), out ReceivedStream? stream))
                {
                    stream.Handle(now, datagram, _latencies);
                }

                break;
            case PacketKind.Stun:
                _peers[tuple.SocketId].HandleStun(now, datagram, sink);
                break;
            case PacketKind.Dtls:
                _peers[tuple.SocketId].HandleDtls(now, datagram, sink);
                break;
            default:
                break;
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        foreach (BenchPublisher publisher in _publishers)
        {
            if (publisher.Pace.Next <= now)
            {
                Publish(publisher, sink);
                publisher.Pace.Advance(now);
            }
        }

        if (_tick <= now)
        {
            _tick = now + IdleTick;
            foreach (BenchPeer peer in _peers.Values)
            {
                peer.HandleDeadline(now, sink);
            }
        }
    }

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink)
    {
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (BenchPeer peer in _peers.Values)
        {
            peer.Dispose();
        }

        _signaled.ForEach(static peer => peer.Dispose());
        _certificate.Dispose();
    }

    private void Publish(BenchPublisher publisher, IDatagramSink sink)
    {
        for (int i = 0; i < publisher.Pace.Packets; i++)
        {
            publisher.SendNext(MonotonicClock.Now, sink);
            if (_options.SendsSeparately)
            {
                ((UdpSendBatch)sink).Flush();
            }
        }
    }
}
