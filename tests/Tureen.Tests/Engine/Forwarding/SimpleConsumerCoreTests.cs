using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class SimpleConsumerCoreTests : IDisposable
{
    private const string Av1Router = """{ "kind": "video", "mimeType": "video/AV1", "clockRate": 90000 }""";
    private const string Av1 = """
        {
          "codecs": [{ "mimeType": "video/AV1", "payloadType": 96, "clockRate": 90000, "rtcpFeedback": [{ "type": "nack" }] }],
          "headerExtensions": [{ "uri": "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension", "id": 8 }],
          "encodings": [{ "ssrc": 1 }]
        }
        """;

    /// <summary>The descriptor of a key frame with one spatial and three temporal layers, frame 303.</summary>
    private static readonly byte[] Structure =
        [0x80, 0x01, 0x2F, 0x80, 0x02, 0x14, 0xEA, 0xA8, 0x60, 0x41, 0x4D, 0x14, 0x10, 0x20, 0x84, 0x26];

    private readonly ForwardingScene _scene = new();

    [Fact]
    public void AV1_begins_where_the_dependency_descriptor_brings_the_structure()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Av1, Av1Router);
        _scene.Consume(producer, Av1Router);

        // The N bit alone says nothing where a descriptor is there.
        _scene.Push(producer, 1, [0x08, 1, 2], 96, 1, (8, [0x80, 0, 1]));
        _scene.Push(producer, 2, [0x00, 1, 2], 96, 1, (8, [0xC0, 0, 2, 0x00]));
        Assert.Empty(_scene.Sent);
        _scene.Push(producer, 3, [0x00, 1, 2], 96, 1, (8, Structure));
        _scene.Push(producer, 4, [0x00, 1, 2], 96, 1, (8, [0x40, 0x01, 0x30]));

        Assert.Equal([3, 4], _scene.Sent);
    }

    [Theory]
    [InlineData("audio/opus", 48000, 2, false, true)]
    [InlineData("audio/opus", 48000, 2, true, false)]
    [InlineData("audio/PCMU", 8000, 1, true, true)]
    public void Only_Opus_has_silence_that_can_be_left_out(string mimeType, int clockRate, int channels, bool ignoreDtx, bool isSent)
    {
        string codec = $$"""{ "kind": "audio", "mimeType": "{{mimeType}}", "clockRate": {{clockRate}}, "channels": {{channels}} }""";
        ProducerCore producer = _scene.Produce(
            MediaKind.Audio,
            $$"""
            {
              "codecs": [{ "mimeType": "{{mimeType}}", "payloadType": 100, "clockRate": {{clockRate}}, "channels": {{channels}} }],
              "encodings": [{ "ssrc": 1 }]
            }
            """,
            codec);
        _scene.Consume(producer, codec, ignoreDtx);
        _scene.Push(producer, 1, [0x00], 100, 1);
        _scene.Push(producer, 2, [0x03, 1, 2, 3], 100, 1);

        Assert.Equal(isSent ? [1, 2] : [2], _scene.Sent);
    }

    [Fact]
    public void A_stream_that_fell_silent_gives_its_packets_back()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Av1, Av1Router);
        ConsumerCore consumer = _scene.Consume(producer, Av1Router);
        for (ushort sequence = 0; sequence < 100; sequence++)
        {
            _scene.Push(producer, sequence, [0x08, 1, 2], 96, 1);
        }

        Assert.Equal(100, _scene.Leased);
        _scene.Now += TimeSpan.FromSeconds(3);
        consumer.TryAddReports(_scene.Now, _scene.Context.Ntp, new RtcpReportCompound());
        Assert.Equal(100, _scene.Leased);
        _scene.Now += TimeSpan.FromSeconds(2);
        consumer.TryAddReports(_scene.Now, _scene.Context.Ntp, new RtcpReportCompound());
        Assert.Equal(0, _scene.Leased);
    }

    /// <summary>Acceptance W12: RED is not negotiated by a router, so that its packets, of payload type 63, belong to nobody.</summary>
    [Fact]
    public void Opus_with_silence_and_error_correction_passes_unharmed_with_its_level_and_red_does_not_pass()
    {
        const string Router = """{ "kind": "audio", "mimeType": "audio/opus", "clockRate": 48000, "channels": 2 }""";
        ProducerCore producer = _scene.Produce(
            MediaKind.Audio,
            """
            {
              "codecs": [{
                "mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2,
                "parameters": { "useinbandfec": 1, "usedtx": 1 }
              }],
              "headerExtensions": [{ "uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 10 }],
              "encodings": [{ "ssrc": 1, "dtx": true }]
            }
            """,
            Router);
        _scene.Consume(producer, Router);
        byte[][] payloads = [[0x78, 0x80, 1, 2, 3], [0x78], [0x79], [0x7A, 0x00], [0x7B, 0x41, 9]];
        byte[] level = [RouterExtensionId.AudioLevel << 4, 0x7F];
        foreach (byte[] payload in payloads)
        {
            _scene.Push(producer, (ushort)_scene.Sent.Count, payload, 111, 1, (10, [0x7F]));
            Assert.NotEqual(-1, _scene.LastHeader.AsSpan().IndexOf(level));
        }

        byte[] red = [0xEF, 0x03, 0xC0, 0x05, 0x6F, 0x78, 1, 2, 3, 4];
        Assert.Equal(ProducerResultKind.Discarded, _scene.Push(producer, 5, red, 63, 1, (10, [0x7F])).Kind);
        Assert.Equal(payloads, _scene.Payloads);
    }

    public void Dispose() => _scene.Dispose();
}
