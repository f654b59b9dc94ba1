using System.Buffers.Binary;
using System.Text.Json;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Routing;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;
using Tureen.Tests.Engine.Rtp;
using Tureen.Tests.Fuzz;

namespace Tureen.Tests.Engine.Transports;

/// <summary>A program in virtual time that sends video to another one through a router.</summary>
public sealed class DirectTransportCoreTests : IDisposable
{
    private const byte PayloadType = 96;
    private const uint Ssrc = 1111;
    private const uint RtxSsrc = 9001;

    private readonly VirtualWorld _world = new(seed: 7);
    private readonly SimulatedServer _server;
    private readonly DirectTransportCore _sender;
    private readonly DirectTransportCore _receiver;
    private readonly ProducerCore _producer;
    private readonly ConsumerCore _consumer;

    public DirectTransportCoreTests()
    {
        _server = new SimulatedServer(_world);
        RouterCore router = _server.Worker.CreateRouter("router");
        _sender = router.CreateDirectTransport(_world.Now, new DirectTransportCoreOptions { Id = "sender" }, _server.Sink);
        _receiver = router.CreateDirectTransport(_world.Now, new DirectTransportCoreOptions { Id = "receiver" }, _server.Sink);
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
            [new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 }]);
        RtpParameters parameters = RtpParameters.FromJson(JsonDocument.Parse("""
            {"codecs":[{"mimeType":"video/VP8","payloadType":96,"clockRate":90000,"rtcpFeedback":[{"type":"nack"},{"type":"nack","parameter":"pli"}]}],
             "encodings":[{"ssrc":1111}],"rtcp":{"cname":"x"}}
            """).RootElement);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, capabilities, 7000);
        _producer = _sender.Produce(_world.Now, new ProducerCoreOptions
        {
            Id = "producer",
            Kind = MediaKind.Video,
            RtpParameters = parameters,
            RtpMapping = mapping,
        });
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(MediaKind.Video, parameters, capabilities, mapping);
        _consumer = _receiver.Consume(
            _world.Now,
            "producer",
            new ConsumerCoreOptions
            {
                Id = "consumer",
                Kind = MediaKind.Video,
                Type = ConsumerType.Simple,
                RtpParameters = ConsumerNegotiation.GetConsumerRtpParameters(consumable, capabilities, pipe: false, enableRtx: true, 9000, RtxSsrc),
                ConsumableEncodings = consumable.Encodings,
            },
            _server.Sink);
    }

    private IEnumerable<byte[]> Received => _server.Events.OfType<ConsumerRtpEvent>().Select(rtp => rtp.Packet.ToArray());

    [Fact]
    public void Both_ends_get_reports()
    {
        for (ushort i = 0; i < 50; i++)
        {
            Send(i);
            _world.Run(TimeSpan.FromMilliseconds(40));
        }

        Assert.Equal(50, Received.Count());
        Assert.Contains(RtcpPacketType.ReceiverReport, RtcpTo("sender").Select(packet => packet.Type));
        Assert.Contains(RtcpPacketType.SenderReport, RtcpTo("receiver").Select(packet => packet.Type));
        Assert.True(_receiver.GetStats(_world.Now).BytesSent > 0);
    }

    [Fact]
    public void A_gap_is_asked_for_and_a_lost_packet_is_sent_again()
    {
        Send(0);
        Send(1);
        Send(3);
        Run();
        Assert.Contains(
            (RtcpPacketType.TransportFeedback, (byte)TransportFeedbackFormat.GenericNack),
            RtcpTo("sender").Select(packet => (packet.Type, packet.Format)));

        byte[] lost = Received.ElementAt(1);
        byte[] nack = new byte[100];
        int length = GenericNack.Write(nack, 1, _consumer.OutgoingStreams[0].Ssrc, [SequenceOf(lost)], out _);
        _receiver.HandleInjectedRtcp(_world.Now, nack.AsSpan(0, length), _server.Sink);
        Run();

        byte[] again = Assert.Single(Received, packet => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8)) == RtxSsrc);
        Assert.Equal(lost[^30..], again[^30..]);
        Assert.True(_receiver.GetStats(_world.Now).RtxBytesSent > 0);
    }

    [Fact]
    public void After_a_close_nothing_is_raised()
    {
        Send(0);
        _receiver.Close(_world.Now, _server.Sink);
        _sender.Close(_world.Now, _server.Sink);
        Run();
        int before = _server.Events.Count;
        Send(1);
        _sender.HandleInjectedRtcp(_world.Now, new byte[8], _server.Sink);
        Run();

        Assert.Equal(before, _server.Events.Count);
        Assert.Equal(0, _server.Worker.LeasedPackets);
    }

    [Fact]
    public void Any_bytes_of_the_program_harm_nobody()
    {
        byte[] nack = new byte[100];
        int length = GenericNack.Write(nack, 1, _consumer.OutgoingStreams[0].Ssrc, [1, 2, 9], out _);
        var rtcp = new WireMutator(7, [nack[..length], Convert.FromHexString("80C90001000003E7"), Convert.FromHexString("81CE00020000000100002328")]);
        var rtp = new WireMutator(7, [RtpBytes.Packet(PayloadType, 1, 2, Ssrc, payload: 30), RtpBytes.Packet(PayloadType, 2, 2, Ssrc, payload: 5, padding: 4)]);
        for (int i = 0; i < 5000; i++)
        {
            _sender.HandleProducerRtp(_world.Now, _producer, rtp.Next(), _server.Sink);
            _sender.HandleInjectedRtcp(_world.Now, rtcp.Next(), _server.Sink);
            _receiver.HandleInjectedRtcp(_world.Now, rtcp.Next(), _server.Sink);
        }

        Run();
        _producer.Close(_world.Now, _server.Sink);
        Assert.Empty(_receiver.Media.Consumers);
        Assert.Equal(0, _server.Worker.LeasedPackets);
    }

    public void Dispose() => _server.Dispose();

    private static ushort SequenceOf(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2));

    private void Send(ushort sequence)
    {
        // The start of a VP8 key frame.
        byte[] packet = RtpBytes.Packet(PayloadType, sequence, sequence * 3000u, Ssrc, payload: 30);
        packet[12] = 0x10;
        packet[13] = 0x00;
        _sender.HandleProducerRtp(_world.Now, _producer, packet, _server.Sink);
    }

    private void Run()
    {
        _server.DrainEvents();
        _world.Run(TimeSpan.FromMilliseconds(200));
    }

    private List<(RtcpPacketType Type, byte Format)> RtcpTo(string transport)
    {
        List<(RtcpPacketType Type, byte Format)> packets = [];
        foreach (DirectTransportRtcpEvent rtcp in _server.Events.OfType<DirectTransportRtcpEvent>().Where(rtcp => rtcp.TargetId == transport))
        {
            foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp.Packet.Span))
            {
                packets.Add((packet.Type, (byte)packet.Format));
            }
        }

        return packets;
    }
}
