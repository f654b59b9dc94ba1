using System.Buffers.Binary;
using System.Net;
using Tureen.Engine.Crypto;
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
    private readonly Pace _pace;
    private readonly Dictionary<int, BenchPeer> _peers = [];
    private readonly Dictionary<int, NetworkAddress> _addresses = [];
    private readonly List<BenchPublisher> _publishers = [];
    private readonly Dictionary<uint, ReceivedStream> _streams = [];
    private readonly LatencyHistogram _latencies = new();
    private Timestamp _tick = Timestamp.Zero;

    public PeerSide(FanoutOptions options, SrtpProfile profile, bool isBurst)
    {
        _options = options;
        _pace = new Pace(isBurst);
        BenchPeer.OfferOnly(_certificate, profile);
        _host.Start(this);
    }

    public Timestamp NextDeadline => Timestamp.Min(_tick, _pace.Next);

    public CertificateFingerprint Fingerprint => _certificate.GetFingerprint(FingerprintAlgorithm.Sha256);

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
        var publisher = new BenchPublisher(_peers[peer], stream);
        _publishers.Add(publisher);
        return publisher;
    });

    public Task<bool> AddStreamAsync(uint ssrc, BenchPublisher publisher) =>
        _host.InvokeAsync((_, _) => _streams.TryAdd(ssrc, new ReceivedStream(publisher)));

    public Task<NetworkAddress> AddressOfAsync(int peer) => _host.InvokeAsync((_, _) => _addresses[peer]);

    public Task<Timestamp> StartAsync(int framesPerSecond) => _host.InvokeAsync((now, _) =>
    {
        _pace.Start(now, framesPerSecond);
        return now;
    });

    public Task<bool> StopAsync() => _host.InvokeAsync((_, _) =>
    {
        _pace.Stop();
        return true;
    });

    /// <summary>What was sent by each publisher and received by each consumer so far, and how long it took.</summary>
    public Task<PeerSample> SampleAsync(bool clear) => _host.InvokeAsync((_, _) =>
    {
        var sample = new PeerSample(
            _publishers.Sum(static publisher => publisher.PacketCount),
            _streams.Values.Sum(static stream => stream.Received),
            _streams.Values.Max(static stream => stream.LastLength),
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
        if (_pace.Next <= now)
        {
            for (int i = 0; i < _pace.Packets; i++)
            {
                Publish(sink);
            }

            _pace.Advance(now);
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

        _certificate.Dispose();
    }

    private void Publish(IDatagramSink sink)
    {
        foreach (BenchPublisher publisher in _publishers)
        {
            publisher.SendNext(MonotonicClock.Now, sink);
            if (_options.SendsSeparately)
            {
                ((UdpSendBatch)sink).Flush();
            }
        }
    }
}
