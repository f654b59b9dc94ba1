using System.Buffers.Binary;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Api.Transports;

public sealed class DirectTransportMediaTests
{
    private const byte AudioPayloadType = 111;
    private const byte VideoPayloadType = 112;
    private const uint AudioSsrc = 11111111;
    private const uint VideoSsrc = 22222222;

    [Fact]
    public async Task What_one_program_sends_reaches_another_under_the_consumers_identifiers()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        DirectTransport receiver = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.AudioOptions());
        Consumer consumer = await Consume(scene, receiver, producer);
        var received = new List<byte[]>();
        consumer.OnRtp += packet => received.Add(packet.ToArray());
        for (ushort i = 0; i < 10; i++)
        {
            producer.Send(RtpBytes.Packet(AudioPayloadType, i, i * 960u, AudioSsrc, payload: 20 + i));
        }

        await scene.SettleAsync();

        Assert.Equal(10, received.Count);
        uint ssrc = consumer.RtpParameters.Encodings[0].Ssrc!.Value;
        byte[] sent = RtpBytes.Packet(AudioPayloadType, 0, 0, AudioSsrc, payload: 20);
        Assert.Equal(consumer.RtpParameters.Codecs[0].PayloadType, received[0][1] & 0x7F);
        Assert.All(received, packet => Assert.Equal(ssrc, BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8))));
        Assert.Equal(sent[12..], received[0][^20..]);
        Assert.Equal(Enumerable.Range(SequenceOf(received[0]), 10), received.Select(SequenceOf));

        InboundRtpStats inbound = Assert.Single(await producer.GetStatsAsync());
        Assert.Equal((AudioSsrc, 10), (inbound.Ssrc, inbound.PacketCount));
        DirectTransportStats stats = (await sender.GetStatsAsync())[0];
        Assert.True(stats.RtpBytesReceived > 0 && stats.BytesReceived >= stats.RtpBytesReceived);
        Assert.Equal(received.Sum(packet => packet.Length), (await receiver.GetStatsAsync())[0].RtpBytesSent);
    }

    [Fact]
    public async Task Packets_are_numbered_for_those_who_want_that()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        DirectTransport receiver = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.AudioOptions() with { EnableMediasoupPacketIdHeaderExtension = true });
        Consumer consumer = await Consume(scene, receiver, producer);
        var numbers = new List<uint>();
        consumer.OnRtp += packet =>
        {
            Assert.True(RtpPacket.TryParse(packet.ToArray(), out RtpPacket parsed));
            foreach (RtpExtensionElement element in parsed.EnumerateExtensions())
            {
                if (element.Id == RouterExtensionId.PacketId && PacketId.TryRead(element.Value, out uint number))
                {
                    numbers.Add(number);
                }
            }
        };
        for (ushort i = 0; i < 3; i++)
        {
            producer.Send(RtpBytes.Packet(AudioPayloadType, i, i * 960u, AudioSsrc, payload: 20));
        }

        await scene.SettleAsync();

        Assert.Equal(3, numbers.Count);
        Assert.Equal([numbers[0], numbers[0] + 1, numbers[0] + 2], numbers);
    }

    [Fact]
    public async Task Key_frames_are_asked_for_by_rtcp()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        DirectTransport receiver = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.VideoOptions());
        Consumer consumer = await Consume(scene, receiver, producer);
        var asked = new List<uint>();
        var observed = new List<uint>();
        sender.OnRtcp += packet => asked.AddRange(KeyFrameRequests(packet.Span));
        sender.Observer.OnRtcp += packet => observed.AddRange(KeyFrameRequests(packet.Span));

        // The first packet is no key frame.
        producer.Send(RtpBytes.Packet(VideoPayloadType, 1, 0, VideoSsrc, payload: 20));
        await scene.SettleAsync();
        Assert.Contains(VideoSsrc, asked);
        Assert.Equal(asked, observed);

        // So does the receiver.
        asked.Clear();
        byte[] pli = new byte[PictureLossIndication.Length];
        new PictureLossIndication(1, consumer.RtpParameters.Encodings[0].Ssrc!.Value).Write(pli);
        await consumer.EnableTraceEventAsync(ConsumerTraceEventType.Pli);
        var traced = new List<ConsumerTraceEventType>();
        consumer.OnTrace += trace => traced.Add(trace.Type);
        receiver.SendRtcp(pli);
        await scene.SettleAsync();
        Assert.Equal([ConsumerTraceEventType.Pli], traced);
    }

    [Fact]
    public async Task What_is_too_long_or_no_packet_goes_no_further()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        Consumer consumer = await Consume(scene, transport, producer);
        int received = 0;
        consumer.OnRtp += _ => received++;
        producer.Send(RtpBytes.Packet(AudioPayloadType, 1, 0, AudioSsrc, payload: 2037));
        producer.Send(RtpBytes.Packet(AudioPayloadType, 1, 0, 99, payload: 20));
        producer.Send([1, 2, 3]);
        producer.Send([]);
        byte[] report = new byte[1604];
        report[0] = 0x80;
        report[1] = 201;
        transport.SendRtcp(report);
        transport.SendRtcp([]);
        transport.SendRtcp([0x80, 201, 255]);
        await scene.SettleAsync();
        Assert.Equal(0, received);

        producer.Send(RtpBytes.Packet(AudioPayloadType, 1, 0, AudioSsrc, payload: 1200));
        await scene.SettleAsync();
        Assert.Equal(1, received);

        consumer.Close();
        producer.Send(RtpBytes.Packet(AudioPayloadType, 2, 960, AudioSsrc, payload: 20));
        producer.Close();
        producer.Send(RtpBytes.Packet(AudioPayloadType, 3, 1920, AudioSsrc, payload: 20));
        await scene.SettleAsync();
        Assert.Equal(1, received);
    }

    [Fact]
    public async Task On_another_transport_sending_does_nothing()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        DataProducer data = await transport.ProduceDataAsync(Scene.DataOptions(1));
        producer.Send(RtpBytes.Packet(AudioPayloadType, 1, 0, AudioSsrc, payload: 20));
        data.Send("x");
        await scene.SettleAsync();

        Assert.Empty(await producer.GetStatsAsync());
        Assert.Equal(0, (await data.GetStatsAsync())[0].MessagesReceived);
    }

    private static Task<Consumer> Consume(Scene scene, Transport transport, Producer producer) => transport.ConsumeAsync(
        new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = scene.PeerCapabilities() });

    private static int SequenceOf(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2));

    private static List<uint> KeyFrameRequests(ReadOnlySpan<byte> compound)
    {
        List<uint> ssrcs = [];
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(compound))
        {
            if (PictureLossIndication.TryParse(packet, out PictureLossIndication pli))
            {
                ssrcs.Add(pli.MediaSsrc);
            }
        }

        return ssrcs;
    }
}
