using Tureen.Engine.Codecs;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>A stream is of the codec that is sent, whichever of the negotiated ones that is.</summary>
public sealed class RebindingCodecTests
{
    private const uint Ssrc = 5;
    private static readonly string[] Video = ["96/VP8/90000", "102/H264/90000"];
    private static readonly string[] Audio = ["111/opus/48000/2", "0/PCMU/8000"];

    [Theory]
    [InlineData("""{ "ssrc": 5 }""")]
    [InlineData("{}")]
    [InlineData("""{ "ssrc": 5, "codecPayloadType": 96 }""")]
    public void The_second_codec_of_the_list_is_forwarded_when_it_comes_first(string encoding)
    {
        using var scene = new SourceScene(MediaKind.Video, Video, encoding);
        scene.Consume();
        scene.Push(Ssrc, 1, 100, SourceScene.H264(), 102);
        Assert.Equal([Ssrc], scene.KeyFrameRequests);
        scene.Push(Ssrc, 2, 200, SourceScene.H264(isKey: true), 102);
        scene.Push(Ssrc, 3, 300, SourceScene.H264(), 102);

        Assert.Equal([2, 3], scene.Sent.Select(static sent => (int)sent.Input));
        Assert.Equal("video/H264", scene.Producer.Streams[0]!.Parameters.MimeType);
        Assert.Equal("video/H264", scene.Consumer.Streams[0].Sender.Parameters.MimeType);
        scene.AssertNoGap();
    }

    [Fact]
    public void The_second_codec_of_audio_is_forwarded_and_reported_with_its_own_clock()
    {
        using var scene = new SourceScene(MediaKind.Audio, Audio, """{ "ssrc": 5 }""");
        scene.Consume();
        for (ushort i = 1; i <= 10; i++)
        {
            scene.Push(Ssrc, i, i * 160u, new byte[160], 0);
        }

        Assert.Equal(10, scene.Sent.Count);
        scene.Now += TimeSpan.FromSeconds(1);
        Assert.True(scene.Consumer.Streams[0].Sender.TryGetSenderReport(scene.Now, scene.Context.Ntp, out SenderInfo report));
        Assert.Equal(1600u + 8000, report.RtpTimestamp);
    }

    [Fact]
    public void A_change_of_the_codec_of_audio_loses_no_packet()
    {
        using var scene = new SourceScene(MediaKind.Audio, Audio, """{ "ssrc": 5 }""");
        scene.Consume();
        for (ushort i = 0; i < 60; i++)
        {
            bool isOpus = i is < 20 or >= 40;
            scene.Push(Ssrc, i, i * 960u, new byte[50], isOpus ? (byte)111 : (byte)0);
            Assert.Equal(i < 22 || i >= 42 ? MediaCodec.Opus : MediaCodec.Other, scene.Producer.GetCodec(0));
        }

        Assert.Equal(60, scene.Sent.Count);
        Assert.Equal(2, scene.Sent.Select(static sent => sent.PayloadType).Distinct().Count());
        scene.AssertNoGap();
    }

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Pipe)]
    public void After_a_change_of_codec_viewers_begin_with_a_key_frame_of_the_new_one(ConsumerType type)
    {
        using var scene = new SourceScene(MediaKind.Video, Video, """{ "ssrc": 5, "rtx": { "ssrc": 6 } }""");
        scene.Push(Ssrc, 1, 100, SourceScene.Vp8(isKey: true), 96);
        for (ushort i = 2; i < 10; i++)
        {
            scene.Push(Ssrc, i, i * 100u, SourceScene.H264(), 102);
        }

        Assert.Equal([Ssrc], scene.KeyFrameRequests);
        Assert.Equal(103, scene.Producer.Streams[0]!.Parameters.RtxPayloadType);
        Assert.Equal(6u, scene.Producer.Streams[0]!.Parameters.RtxSsrc);
        scene.Consume(type);
        scene.Push(Ssrc, 10, 1000, SourceScene.H264(), 102);
        Assert.Empty(scene.Sent);
        scene.Push(Ssrc, 11, 1100, SourceScene.H264(isKey: true), 102);
        scene.Push(Ssrc, 12, 1200, SourceScene.H264(), 102);
        Assert.Equal([11, 12], scene.Sent.Select(static sent => (int)sent.Input));
    }

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Pipe)]
    public void A_viewer_that_is_there_gets_nothing_of_the_new_codec_before_its_key_frame(ConsumerType type)
    {
        using var scene = new SourceScene(MediaKind.Video, Video, """{ "ssrc": 5 }""");
        scene.Consume(type);
        scene.Push(Ssrc, 1, 100, SourceScene.Vp8(isKey: true), 96);
        for (ushort i = 2; i < 10; i++)
        {
            scene.Push(Ssrc, i, i * 100u, SourceScene.H264(), 102);
        }

        scene.Push(Ssrc, 10, 1000, SourceScene.H264(isKey: true), 102);
        scene.Push(Ssrc, 11, 1100, SourceScene.H264(), 102);

        // The change is certain with the third packet of the other codec.
        Assert.Equal([1, 2, 3, 10, 11], scene.Sent.Select(static sent => (int)sent.Input));
        scene.AssertNoGap();
    }

    [Fact]
    public void A_retransmission_to_a_viewer_has_the_payload_type_that_belongs_to_its_packet()
    {
        using var scene = new SourceScene(MediaKind.Video, Video, """{ "ssrc": 5 }""");
        scene.Consume();
        scene.Push(Ssrc, 1, 100, SourceScene.Vp8(isKey: true), 96);
        for (ushort i = 2; i < 8; i++)
        {
            scene.Push(Ssrc, i, i * 100u, SourceScene.H264(isKey: true), 102);
        }

        ushort first = scene.Sent[0].Sequence;
        ushort last = scene.Sent[^1].Sequence;
        scene.Nack(first);
        scene.Nack(last);
        List<RtpCodecParameters> codecs = scene.Consumer.Options.RtpParameters.Codecs;
        Assert.Equal([RtxOf("video/VP8"), RtxOf("video/H264")], scene.Sent[^2..].Select(static sent => (int)sent.PayloadType));

        int RtxOf(string mimeType)
        {
            int apt = codecs.Single(codec => codec.MimeType == mimeType).PayloadType;
            return codecs.Single(codec => codec.IsRtx && codec.AssociatedPayloadType == apt).PayloadType;
        }
    }

    [Fact]
    public void A_receiver_without_the_new_codec_gets_nothing_and_no_gap_and_a_warning_says_so()
    {
        using var scene = new SourceScene(MediaKind.Video, Video, """{ "ssrc": 5 }""");
        scene.Consume(only: "VP8");
        ushort sequence = 0;
        Push(5, 96);
        Assert.Equal(5, scene.Sent.Count);
        Push(100, 102);
        Assert.Equal(5, scene.Sent.Count);
        Assert.Contains(scene.Warnings, static text => text.Contains("did not negotiate", StringComparison.Ordinal));

        // Back without a key frame, nothing could be decoded.
        Push(5, 96);
        Assert.Equal(5, scene.Sent.Count);
        scene.Push(Ssrc, sequence++, 9000, SourceScene.Vp8(isKey: true), 96);
        Push(4, 96);
        Assert.Equal(10, scene.Sent.Count);
        scene.AssertNoGap();

        void Push(int count, byte payloadType)
        {
            for (int i = 0; i < count; i++)
            {
                bool isFirst = sequence == 0;
                scene.Push(Ssrc, sequence++, sequence * 100u, payloadType == 96 ? SourceScene.Vp8(isFirst) : SourceScene.H264(i == 0), payloadType);
            }
        }
    }

    [Fact]
    public void A_layered_viewer_follows_to_the_layers_of_the_new_codec()
    {
        using var scene = new SourceScene(MediaKind.Video, Video, """{ "ssrc": 5 }, { "ssrc": 15 }""");
        scene.Consume(ConsumerType.Simulcast);
        scene.Push(Ssrc, 1, 100, SourceScene.Vp8(isKey: true), 96);
        Assert.Single(scene.Sent);
        for (ushort i = 2; i < 8; i++)
        {
            scene.Push(Ssrc, i, i * 100u, SourceScene.H264(), 102);
        }

        Assert.Single(scene.Sent);
        Assert.Equal(Ssrc, scene.KeyFrameRequests[^1]);
        scene.Push(Ssrc, 8, 800, SourceScene.H264(isKey: true), 102);
        scene.Push(Ssrc, 9, 900, SourceScene.H264(), 102);
        Assert.Equal([1, 8, 9], scene.Sent.Select(static sent => (int)sent.Input));
    }

    [Fact]
    public void Events_between_the_packets_of_a_stream_are_no_change_of_its_codec()
    {
        using var scene = new SourceScene(MediaKind.Audio, ["0/PCMU/8000", "13/CN/8000", "101/telephone-event/8000"], """{ "ssrc": 5 }""");
        scene.Consume();
        for (ushort i = 0; i < 30; i++)
        {
            scene.Push(Ssrc, i, i * 160u, new byte[4], i < 10 ? (byte)101 : i < 20 ? (byte)0 : (byte)13);
            Assert.Equal("audio/PCMU", scene.Producer.Streams[0]!.Parameters.MimeType);
        }

        Assert.Equal(30, scene.Sent.Count);
        Assert.Equal(30, scene.Producer.Streams[0]!.GetStats(scene.Now).PacketCount);
    }
}
