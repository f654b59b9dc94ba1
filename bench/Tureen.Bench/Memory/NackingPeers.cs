using System.Buffers.Binary;
using System.Net;
using Tureen.Bench.Fanout;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Srtp;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Memory;

/// <summary>One publisher, and one address to which all consumers send: it requests every hundredth packet again.</summary>
internal sealed class NackingPeers : IDatagramHandler, IAsyncDisposable
{
    private const int PacketsPerNack = 100;

    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "peers" });
    private readonly Dictionary<NetworkAddress, SrtpSender> _feedback = [];
    private BenchPublisher? _publisher;
    private SignaledPeer? _peer;
    private int _socketId;
    private int _sinceNack;

    public NackingPeers() => _host.Start(this);

    public NetworkAddress Address { get; private set; }

    /// <summary>The key of what publisher and receivers send.</summary>
    public SignaledKey Key { get; private set; } = null!;

    public Timestamp NextDeadline => _publisher?.Pace.Next ?? Timestamp.Never;

    /// <summary>Opens the socket.</summary>
    public Task<bool> OpenAsync() => _host.InvokeAsync((_, _) =>
    {
        _socketId = _host.OpenUdpSocket(
            new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: 1 << 20, ReceiveBufferSize: 1 << 22), out NetworkAddress bound);
        Address = bound;
        Key = new SignaledKey(SrtpProfile.AeadAes128Gcm, _host.Random);
        return true;
    });

    /// <summary>Begins to publish to an address.</summary>
    public Task<bool> StartAsync(NetworkAddress worker, SimulatedStream stream, int framesPerSecond) => _host.InvokeAsync((now, _) =>
    {
        _peer = new SignaledPeer(new TransportTuple(_socketId, TransportProtocol.Udp, worker), Key);
        _publisher = new BenchPublisher(_peer, stream, MediaShape.Burst);
        _publisher.Pace.Start(now, (double)framesPerSecond / FanoutOptions.FramesPerSecond);
        return true;
    });

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (NextDeadline > now)
        {
            return;
        }

        for (int i = 0; i < _publisher!.Pace.Packets; i++)
        {
            _publisher.SendNext(now, sink);
        }

        _publisher.Pace.Advance(now);
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (PacketClassifier.Classify(datagram) == PacketKind.Rtp && ++_sinceNack >= PacketsPerNack)
        {
            _sinceNack = 0;
            SendNack(tuple, datagram, sink);
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
        _peer?.Dispose();
        foreach (SrtpSender sender in _feedback.Values)
        {
            sender.Dispose();
        }
    }

    private void SendNack(in TransportTuple tuple, ReadOnlySpan<byte> rtp, IDatagramSink sink)
    {
        if (!_feedback.TryGetValue(tuple.Remote, out SrtpSender? srtp))
        {
            srtp = Key.CreateSender();
            _feedback.Add(tuple.Remote, srtp);
        }

        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(rtp[2..]);
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(rtp[8..]);
        Span<byte> space = sink.GetSpan(Engine.Rtcp.RtcpFeedback.HeaderLength + NackItem.Length + srtp.MaxRtcpOverhead);
        int length = GenericNack.Write(space, 1, ssrc, [sequence], out _);
        if (srtp.TryProtectRtcp(space, length, out int protectedLength))
        {
            sink.Send(tuple, protectedLength);
        }
    }
}
