using System.Buffers.Binary;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Api.Consumers;

/// <summary>A receiver that made an offer gets its own payload types and extension ids (<see cref="ConsumerOptions.UsePreferredNumbers"/>).</summary>
public sealed class PreferredNumbersTests
{
    private const byte Media = 35;
    private const byte Rtx = 36;
    private const int MidId = 9;
    private const uint VideoSsrc = 22222222;

    [Fact]
    public async Task Packets_and_what_is_sent_again_have_the_receivers_numbers()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        DirectTransport receiver = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.VideoOptions());
        Consumer consumer = await receiver.ConsumeAsync(new ConsumerOptions
        {
            ProducerId = producer.Id,
            RtpCapabilities = Capabilities(scene, Rtx),
            Mid = "v",
            UsePreferredNumbers = true,
        });
        Assert.Equal([(int)Media, Rtx], consumer.RtpParameters.Codecs.Select(static codec => codec.PayloadType));
        Assert.Equal(Media, consumer.RtpParameters.Codecs[1].AssociatedPayloadType);

        var received = new List<byte[]>();
        consumer.OnRtp += packet => received.Add(packet.ToArray());
        for (ushort i = 0; i < 3; i++)
        {
            byte[] packet = RtpBytes.Packet(112, i, 0, VideoSsrc, payload: 20);
            packet[^20] = (byte)(i == 0 ? 0x67 : 0x65);
            producer.Send(packet);
        }

        await scene.SettleAsync();
        Assert.Equal([Media, Media, Media], received.Select(PayloadTypeOf));
        Assert.True(RtpPacket.TryParse(received[0], out RtpPacket first) && first.TryGetExtension(MidId, out ReadOnlySpan<byte> mid) && mid.SequenceEqual("v"u8));

        receiver.SendRtcp(Nack(consumer.RtpParameters.Encodings[0].Ssrc!.Value, BinaryPrimitives.ReadUInt16BigEndian(received[1].AsSpan(2))));
        await scene.SettleAsync();
        Assert.Equal(Rtx, PayloadTypeOf(Assert.Single(received[3..])));
    }

    [Fact]
    public async Task A_receiver_without_retransmission_for_the_codec_gets_none()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        DirectTransport receiver = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.VideoOptions());
        Consumer consumer = await receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = Capabilities(scene, rtx: null), UsePreferredNumbers = true });

        Assert.Equal([(int)Media], consumer.RtpParameters.Codecs.Select(static codec => codec.PayloadType));
        Assert.Null(consumer.RtpParameters.Encodings[0].Rtx);
    }

    [Fact]
    public async Task All_streams_as_they_are_and_other_numbers_exclude_each_other()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport sender = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await sender.ProduceAsync(Scene.VideoOptions());

        var error = await Assert.ThrowsAsync<MediasoupTypeException>(() => sender.ConsumeAsync(new ConsumerOptions
        {
            ProducerId = producer.Id,
            RtpCapabilities = Capabilities(scene, Rtx),
            Pipe = true,
            UsePreferredNumbers = true,
        }));
        Assert.Contains("pipe", error.Message, StringComparison.Ordinal);
    }

    private static byte PayloadTypeOf(byte[] packet) => (byte)(packet[1] & 0x7F);

    private static RtpCapabilities Capabilities(Scene scene, byte? rtx)
    {
        RtpCodecCapability h264 = scene.Router.RtpCapabilities.Codecs.First(
            static codec => codec.MimeType.Equals("video/h264", StringComparison.OrdinalIgnoreCase));
        h264.PreferredPayloadType = Media;
        RtpCapabilities capabilities = new()
        {
            Codecs = [h264],
            HeaderExtensions = [new() { Kind = MediaKind.Video, Uri = RtpHeaderExtensionUri.Mid, PreferredId = MidId }],
        };
        if (rtx is { } payloadType)
        {
            capabilities.Codecs.Add(new RtpCodecCapability
            {
                Kind = MediaKind.Video,
                MimeType = "video/rtx",
                ClockRate = 90_000,
                PreferredPayloadType = payloadType,
                Parameters = new() { ["apt"] = Media },
            });
        }

        return capabilities;
    }

    private static byte[] Nack(uint ssrc, ushort sequenceNumber)
    {
        byte[] packet = [0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(12), sequenceNumber);
        return packet;
    }
}
