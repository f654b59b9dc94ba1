using System.Net;
using Tureen.Bench.Fanout;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Data;

/// <summary>All peers, on a thread of their own: one that sends as fast as the slowest of the others receives.</summary>
internal sealed class DataPeerSide : IDatagramHandler, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "peers" });
    private readonly DtlsCertificate _certificate = DtlsCertificate.Generate();
    private readonly SctpBufferPool _pool = new();
    private readonly Dictionary<int, SimulatedDataPeer> _peers = [];
    private readonly byte[] _message;
    private SimulatedDataPeer? _source;
    private Timestamp _tick = Timestamp.Zero;
    private bool _isRunning;

    public DataPeerSide(int length)
    {
        _message = new byte[length];
        _host.Start(this);
    }

    public Timestamp NextDeadline => _tick;

    public CertificateFingerprint Fingerprint => _certificate.GetFingerprint(FingerprintAlgorithm.Sha256);

    private long Sent { get; set; }

    private IEnumerable<SimulatedDataPeer> Receivers => _peers.Values.Where(peer => peer != _source);

    /// <summary>The first one is the source.</summary>
    public Task<int> AddPeerAsync() => _host.InvokeAsync((_, _) =>
    {
        int socketId = OpenSocket(out NetworkAddress _);
        var peer = new SimulatedDataPeer(socketId, _certificate, _host.Random, _pool);
        _source ??= peer;
        _peers.Add(socketId, peer);
        return socketId;
    });

    /// <summary>A socket whose datagrams are read and then thrown away.</summary>
    public Task<NetworkAddress> AddDiscardAsync() => _host.InvokeAsync((_, _) =>
    {
        OpenSocket(out NetworkAddress bound);
        return bound;
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
            if (await _host.InvokeAsync((_, _) => _peers.Values.All(static peer => peer.IsConnected)))
            {
                return;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException("The peers did not connect.");
    }

    public Task<bool> StartAsync() => _host.InvokeAsync((now, sink) =>
    {
        _isRunning = true;
        Publish(now, sink);
        return true;
    });

    public Task<bool> StopAsync() => _host.InvokeAsync((_, _) => _isRunning = false);

    /// <summary>Messages that the source sent, and those that all consumers received.</summary>
    public Task<(long Sent, long Received)> SampleAsync() =>
        _host.InvokeAsync((_, _) => (Sent, Receivers.Sum(static peer => peer.Received)));

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (_peers.TryGetValue(tuple.SocketId, out SimulatedDataPeer? peer))
        {
            peer.HandleDatagram(now, datagram, sink);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _tick = now + Tick;
        foreach (SimulatedDataPeer peer in _peers.Values)
        {
            peer.HandleDeadline(now, sink);
        }
    }

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink) => Publish(now, sink);

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (SimulatedDataPeer peer in _peers.Values)
        {
            peer.Dispose();
        }

        _certificate.Dispose();
    }

    private int OpenSocket(out NetworkAddress bound) => _host.OpenUdpSocket(
        new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: 1 << 20, ReceiveBufferSize: 1 << 20), out bound);

    private void Publish(Timestamp now, IDatagramSink sink)
    {
        if (!_isRunning)
        {
            return;
        }

        long slowest = long.MaxValue;
        foreach (SimulatedDataPeer peer in _peers.Values)
        {
            slowest = peer == _source ? slowest : Math.Min(slowest, peer.Received);
        }

        while (Sent < slowest + DataOptions.Ahead && _source!.Send(now, _message, sink))
        {
            Sent++;
        }
    }
}
