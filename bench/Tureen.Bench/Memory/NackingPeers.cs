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

/// <summary>One publisher in the clear, and one address to which all consumers send: it requests every hundredth packet again.</summary>
internal sealed class NackingPeers : IDatagramHandler, IAsyncDisposable
{
    private const int PacketsPerNack = 100;

    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "peers" });
    private readonly Pace _pace = new(isBurst: true);
    private readonly byte[] _keys = new byte[SrtpProfile.AeadAes128Gcm.KeyingMaterialLength()];
    private readonly Dictionary<NetworkAddress, SrtpSender> _feedback = [];
    private BenchPublisher? _publisher;
    private int _socketId;
    private int _sinceNack;

    public NackingPeers() => _host.Start(this);

    public NetworkAddress Address { get; private set; }

    /// <summary>The key of what the receivers send.</summary>
    public SrtpParameters Key { get; private set; } = null!;

    public long NacksSent { get; private set; }

    public Timestamp NextDeadline => _pace.Next;

    /// <summary>Opens the socket and begins to publish to an address.</summary>
    public Task<bool> StartAsync(NetworkAddress worker, SimulatedStream stream, int framesPerSecond) => _host.InvokeAsync((now, _) =>
    {
        _socketId = _host.OpenUdpSocket(
            new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: 1 << 20, ReceiveBufferSize: 1 << 22), out NetworkAddress bound);
        Address = bound;
        _host.Random.Fill(_keys);
        Key = new SrtpParameters { CryptoSuite = SrtpCryptoSuite.AeadAes128Gcm, KeyBase64 = Convert.ToBase64String(_keys) };
        _publisher = new BenchPublisher(new TransportTuple(_socketId, TransportProtocol.Udp, worker), stream);
        _pace.Start(now, framesPerSecond);
        return true;
    });

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_pace.Next > now)
        {
            return;
        }

        for (int i = 0; i < _pace.Packets; i++)
        {
            _publisher!.SendNext(now, sink);
        }

        _pace.Advance(now);
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
        foreach (SrtpSender sender in _feedback.Values)
        {
            sender.Dispose();
        }
    }

    private void SendNack(in TransportTuple tuple, ReadOnlySpan<byte> rtp, IDatagramSink sink)
    {
        if (!_feedback.TryGetValue(tuple.Remote, out SrtpSender? srtp))
        {
            srtp = new SrtpSender(SrtpProfile.AeadAes128Gcm, _keys);
            _feedback.Add(tuple.Remote, srtp);
        }

        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(rtp[2..]);
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(rtp[8..]);
        Span<byte> space = sink.GetSpan(Engine.Rtcp.RtcpFeedback.HeaderLength + NackItem.Length + srtp.MaxRtcpOverhead);
        int length = GenericNack.Write(space, 1, ssrc, [sequence], out _);
        if (srtp.TryProtectRtcp(space, length, out int protectedLength))
        {
            NacksSent++;
            sink.Send(tuple, protectedLength);
        }
    }
}
