using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Robustness;

/// <summary>
/// A call in which one peer is hostile: it publishes a stream by hand, an innocent peer watches it, and two more exchange
/// video of their own, which nothing that the hostile one does may touch.
/// </summary>
internal sealed class HostileCall : IDisposable
{
    private static readonly LinkConditions Wide = new() { Delay = TimeSpan.FromMilliseconds(5), Mtu = 65_000 };

    public HostileCall(ulong seed = 1, IDatagramObserver? observer = null, bool containsFaults = false)
    {
        Call = new SimulatedCall(seed, Wide, containsFaults);
        Call.World.Network.Observer = observer;
        Attacker = Call.AddPeer(out WebRtcTransportCore attackerTransport);
        Innocent = Call.AddPeer(out WebRtcTransportCore innocentTransport);
        SimulatedPeer publisher = Call.AddPeer(out WebRtcTransportCore publisherTransport);
        SimulatedPeer watcher = Call.AddPeer(out WebRtcTransportCore watcherTransport);
        AttackerTransport = attackerTransport;
        InnocentTransport = innocentTransport;
        VictimTransport = watcherTransport;
        Assert.True(
            Call.World.RunUntil(
                () => new[] { Attacker, Innocent, publisher, watcher }.All(static peer => peer.IsConnected)
                    && attackerTransport.IsConnected && innocentTransport.IsConnected
                    && publisherTransport.IsConnected && watcherTransport.IsConnected,
                TimeSpan.FromSeconds(20)),
            "The peers did not connect.");

        AttackerProducer = Call.Publish(Attacker, attackerTransport, out SimulatedVideoSender attackerSender);
        attackerSender.Stop();
        AttackerStream = attackerSender.Stream;
        AttackerConsumer = Call.Watch(Innocent, innocentTransport, AttackerProducer, out _);

        // What the hostile peer sends need not be video.
        Innocent.Receivers.Clear();
        VictimProducer = Call.Publish(publisher, publisherTransport, out SimulatedVideoSender sender);
        VictimSender = sender;
        Call.Watch(watcher, watcherTransport, VictimProducer, out SimulatedVideoReceiver receiver);
        VictimReceiver = receiver;
        Run(TimeSpan.FromMilliseconds(500));
    }

    public SimulatedCall Call { get; }

    public SimulatedServer Server => Call.Server;

    public Timestamp Now => Call.World.Now;

    public SimulatedPeer Attacker { get; }

    public WebRtcTransportCore AttackerTransport { get; }

    public ProducerCore AttackerProducer { get; }

    public SimulatedStream AttackerStream { get; }

    /// <summary>The innocent peer's consumer of the hostile stream.</summary>
    public ConsumerCore AttackerConsumer { get; }

    /// <summary>Packets of the hostile stream that were sent on.</summary>
    public long AttackerForwarded => AttackerConsumer.Streams[0].Sender.PacketCount;

    public SimulatedPeer Innocent { get; }

    public WebRtcTransportCore InnocentTransport { get; }

    public WebRtcTransportCore VictimTransport { get; }

    public ProducerCore VictimProducer { get; }

    public SimulatedVideoSender VictimSender { get; }

    public SimulatedVideoReceiver VictimReceiver { get; }

    /// <summary>Where the hostile peer is, as the worker sees it.</summary>
    public TransportTuple AttackerTuple => TupleOf(Attacker, AttackerTransport);

    public DropCounters Drops => Server.Worker.Context.Drops;

    public static TransportTuple TupleOf(SimulatedPeer peer, WebRtcTransportCore transport) =>
        new(transport.SocketIds[0], TransportProtocol.Udp, peer.Address);

    public void Run(TimeSpan duration) => Call.World.Run(duration);

    /// <summary>Gives the worker a datagram as from the network, at once.</summary>
    public void Push(in TransportTuple tuple, Span<byte> datagram)
    {
        Server.Worker.HandleDatagram(Now, tuple, datagram, Server.Sink);
        Server.DrainEvents();
    }

    /// <summary>Encrypts an RTP packet of the hostile peer and pushes it.</summary>
    public void PushRtp(in RtpPacket packet)
    {
        Span<byte> datagram = new byte[packet.Bytes.Length + 32];
        int length = Attacker.Encrypt(packet, datagram);
        Push(AttackerTuple, datagram[..length]);
    }

    public void PushRtp(byte[] packet)
    {
        Assert.True(RtpPacket.TryParse(packet, out RtpPacket parsed));
        PushRtp(parsed);
    }

    /// <summary>Encrypts an RTCP compound of the hostile peer and pushes it.</summary>
    public void PushRtcp(ReadOnlySpan<byte> rtcp)
    {
        Span<byte> datagram = new byte[rtcp.Length + 32];
        rtcp.CopyTo(datagram);
        Push(AttackerTuple, datagram[..Attacker.EncryptRtcp(datagram, rtcp.Length)]);
    }

    /// <summary>One packet of the hostile peer's stream.</summary>
    public byte[] MediaPacket(ushort sequence, bool isKey = false, byte filling = 0, uint? ssrc = null, byte? payloadType = null)
    {
        byte[] bytes = new byte[200];
        var writer = new RtpHeaderWriter(
            bytes, payloadType ?? AttackerStream.PayloadType, false, sequence, sequence * 100u, ssrc ?? AttackerStream.Ssrc);
        int headerLength = writer.Finish();
        bytes.AsSpan(headerLength).Fill(filling);
        new SimulatedFrame(sequence, isKey, 0, 1).Write(bytes.AsSpan(headerLength));
        return bytes;
    }

    /// <summary>For a second more, every frame of the innocent call is sent and decoded, and every connection holds.</summary>
    public void AssertOthersUnharmed()
    {
        int sent = VictimSender.Frames.Count;
        Run(TimeSpan.FromSeconds(1));
        Assert.True(VictimSender.Frames.Count - sent >= 29, $"only {VictimSender.Frames.Count - sent} frames were sent");
        Assert.Empty(VictimReceiver.Violations);
        Assert.Empty(VictimReceiver.Skipped);
        Assert.InRange(VictimSender.Frames.Count - VictimReceiver.Decoded.Count, 0, 3);
        Assert.True(VictimTransport.IsConnected);
        Assert.True(InnocentTransport.IsConnected);
    }

    public void Dispose() => Call.Dispose();
}
