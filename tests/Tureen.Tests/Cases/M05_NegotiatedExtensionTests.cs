using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>A packet carries exactly the header extensions, ids and payload types that its consumer negotiated.</summary>
public sealed class M05_NegotiatedExtensionTests
{
    private const string Pcmu = """{ "kind": "audio", "mimeType": "audio/PCMU", "clockRate": 8000 }""";
    private const string Vp8 = """{ "kind": "video", "mimeType": "video/VP8", "clockRate": 90000 }""";
    private const string H264 =
        """{ "kind": "video", "mimeType": "video/H264", "clockRate": 90000, "parameters": { "packetization-mode": 1, "profile-level-id": "42e01f" } }""";

    private const string AudioProducer =
        """
        {
          "mid": "a", "codecs": [{ "mimeType": "audio/PCMU", "payloadType": 0, "clockRate": 8000 }],
          "encodings": [{ "ssrc": 1001 }], "rtcp": { "cname": "c" },
          "headerExtensions": [
            { "uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 7 },
            { "uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 4 },
            { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time", "id": 5 }
          ]
        }
        """;

    private const string VideoProducer =
        """
        {
          "mid": "v",
          "codecs": [
            { "mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }] },
            { "mimeType": "video/rtx", "payloadType": 97, "clockRate": 90000, "parameters": { "apt": 96 } },
            { "mimeType": "video/H264", "payloadType": 98, "clockRate": 90000, "parameters": { "packetization-mode": 1, "profile-level-id": "42e01f" },
              "rtcpFeedback": [{ "type": "nack" }] },
            { "mimeType": "video/rtx", "payloadType": 99, "clockRate": 90000, "parameters": { "apt": 98 } }
          ],
          "encodings": [{ "ssrc": 1001, "rtx": { "ssrc": 2001 } }], "rtcp": { "cname": "c" },
          "headerExtensions": [
            { "uri": "urn:3gpp:video-orientation", "id": 13 },
            { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay", "id": 3 },
            { "uri": "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension", "id": 9 }
          ]
        }
        """;

    [Fact]
    public void M05_without_negotiated_extensions_there_is_no_x_bit()
    {
        using var scene = new DirectScene(MediaKind.Audio, AudioProducer, [Pcmu]);
        scene.Consume([]);
        scene.Send(Convert.FromHexString("9000000000000000000003E9BEDE00047085406157" + new string('0', 22) + new string('0', 320)));
        scene.Send(Convert.FromHexString("90000001000000A0000003E9BEDE00047085406157" + new string('0', 22) + new string('0', 320)));

        List<byte[]> sent = scene.TakeSent();
        Assert.Equal(2, sent.Count);
        Assert.All(sent, static packet => Assert.Equal((0x80, 172), (packet[0], packet.Length)));
    }

    [Fact]
    public void M05_each_consumer_gets_what_it_negotiated_of_the_same_packet()
    {
        using var scene = new DirectScene(MediaKind.Audio, AudioProducer, [Pcmu]);
        scene.Consume([]);
        scene.Consume();
        scene.Consume([(RtpHeaderExtensionUri.AudioLevel, 11)]);
        scene.Consume([(RtpHeaderExtensionUri.Mid, 3)]);
        scene.Consume([(RtpHeaderExtensionUri.AudioLevel, 200), (RtpHeaderExtensionUri.Mid, 14)]);
        scene.Consume([(RtpHeaderExtensionUri.AbsCaptureTime, 2), (RtpHeaderExtensionUri.Mid, 255)]);
        scene.Consume(isPipe: true);
        scene.Send(Packet(0, 1, [0x55], (7, "85"), (4, "61"), (5, "1122334455667788")));

        List<byte[]> sent = scene.TakeSent();
        const string Time = "11223344556677880000000000000000";
        Assert.Equal(
            ["-", $"1:37 6:85 10:{Time}", "11:85", "3:37", "14:37 200:85", $"2:{Time} 255:37", $"6:85 10:{Time}"],
            sent.Select(Describe));
        Assert.All(sent, static packet => Assert.Equal([0x55], DirectScene.PayloadOf(packet)));
    }

    [Fact]
    public void M05_retransmissions_carry_what_the_packets_did()
    {
        using var scene = new DirectScene(MediaKind.Video, VideoProducer, [Vp8, H264]);
        ConsumerCore bare = scene.Consume([]);
        ConsumerCore browser = scene.Consume();
        ConsumerCore pipe = scene.Consume(isPipe: true);
        scene.Send(Packet(96, 1, [0x10, 0, 0, 0], (13, "01"), (3, "012345"), (9, "C00001")));
        Assert.Equal(["-", "1:37 4:_ 5:0001 8:01 11:012345", "7:C00001 8:01 11:012345"], scene.TakeSent().Select(DescribeStamped));

        foreach (ConsumerCore consumer in new[] { bare, browser, pipe })
        {
            scene.Nack(consumer, consumer.Streams[0].Sender.MaxSequence);
        }

        List<byte[]> again = scene.TakeSent();
        Assert.All(again, static packet => Assert.InRange(DirectScene.SsrcOf(packet), 14_000u, 14_100u));
        Assert.Equal(["-", "1:37 4:_ 5:0002 8:01 11:012345", "7:C00001 8:01 11:012345"], again.Select(DescribeStamped));
    }

    [Fact]
    public void M05_a_long_element_that_one_consumer_gets_changes_the_form_of_no_other()
    {
        using var scene = new DirectScene(MediaKind.Video, VideoProducer, [Vp8, H264]);
        scene.Consume([(RtpHeaderExtensionUri.VideoOrientation, 8)]);
        scene.Consume([(RtpHeaderExtensionUri.VideoOrientation, 8), (RtpHeaderExtensionUri.DependencyDescriptor, 7)]);
        string descriptor = "C00001" + new string('0', 40);
        scene.Send(Packet(96, 1, [0x10, 0, 0, 0], (13, "01"), (9, descriptor)));

        List<byte[]> sent = scene.TakeSent();
        Assert.Equal([0xBE, 0xDE], sent[0][12..14]);
        Assert.Equal("8:01", Describe(sent[0]));
        Assert.Equal([0x10, 0x00], sent[1][12..14]);
        Assert.Equal($"7:{descriptor} 8:01", Describe(sent[1]));
    }

    [Theory]
    [InlineData(96, 97)]
    [InlineData(98, 99)]
    public void M05_a_retransmission_has_the_rtx_payload_type_of_its_codec(byte sent, byte rtx)
    {
        using var scene = new DirectScene(MediaKind.Video, VideoProducer, [Vp8, H264]);
        ConsumerCore consumer = scene.Consume([]);
        RtpMapping mapping = scene.Producer.Options.RtpMapping;
        scene.Send(Packet(96, 1, [0x10, 0, 0, 0]));
        scene.Send(Packet(sent, 2, [0x10, 0, 0, 0]));
        Assert.Equal(mapping.Codecs.Single(codec => codec.PayloadType == sent).MappedPayloadType, scene.TakeSent()[^1][1] & 0x7F);

        scene.Nack(consumer, consumer.Streams[0].Sender.MaxSequence);
        byte[] again = Assert.Single(scene.TakeSent());
        Assert.Equal(mapping.Codecs.Single(codec => codec.PayloadType == rtx).MappedPayloadType, again[1] & 0x7F);
    }

    [Fact]
    public void M05_what_does_not_fit_beside_the_payload_is_written_for_each_consumer()
    {
        using var scene = new DirectScene(MediaKind.Video, VideoProducer, [Vp8, H264]);
        scene.Consume();
        for (int id = 1; id <= 2 * EngineLimits.MaxPreparedHeaders; id++)
        {
            scene.Consume([(RtpHeaderExtensionUri.VideoOrientation, id)]);
        }

        byte[] payload = new byte[1990];
        payload[0] = 0x10;
        foreach ((ushort sequence, byte[] bytes) in new[] { ((ushort)1, payload[..100]), ((ushort)2, payload) })
        {
            scene.Send(Packet(96, sequence, bytes, (13, "01")));
            List<byte[]> sent = scene.TakeSent();
            Assert.Equal(["1:01", "2:01", "3:01", "4:01", "5:01", "6:01"], sent.Skip(1).Select(Describe));
            Assert.All(sent, packet => Assert.Equal(bytes, DirectScene.PayloadOf(packet)));
        }
    }

    [Fact]
    public void M05_sets_that_nobody_needs_any_more_are_forgotten()
    {
        using var scene = new DirectScene(MediaKind.Audio, AudioProducer, [Pcmu]);
        ConsumerCore full = scene.Consume();
        scene.Consume([(RtpHeaderExtensionUri.AudioLevel, 6)]);
        scene.Send(Packet(0, 1, [1], (7, "85"), (5, "1122334455667788")));
        full.Close();
        scene.Send(Packet(0, 2, [1], (7, "85"), (5, "1122334455667788")));

        Assert.Equal(["1:37 6:85 10:11223344556677880000000000000000", "6:85", "6:85"], scene.TakeSent().Select(Describe));
    }

    private static byte[] Packet(byte payloadType, ushort sequence, byte[] payload, params (int Id, string Hex)[] extensions)
    {
        byte[] bytes = new byte[2048];
        bool isTwoByte = Array.Exists(extensions, static extension => extension.Hex.Length > 32);
        var writer = new RtpHeaderWriter(bytes, payloadType, true, sequence, sequence * 3000u, DirectScene.Ssrc, isTwoByte);
        foreach ((int id, string hex) in extensions)
        {
            Assert.NotEqual(0, writer.AddExtension(id, Convert.FromHexString(hex)));
        }

        int header = writer.Finish();
        payload.CopyTo(bytes, header);
        return bytes[..(header + payload.Length)];
    }

    private static string Describe(byte[] packet) => DirectScene.ExtensionsOf(packet) is { } found
        ? string.Join(' ', found.Select(static element => $"{element.Key}:{element.Value}"))
        : "-";

    /// <summary>The send time, which is that of the test's clock, as an underscore.</summary>
    private static string DescribeStamped(byte[] packet) => string.Join(
        ' ', Describe(packet).Split(' ').Select(static text => text.StartsWith("4:", StringComparison.Ordinal) && text != "4:000000" ? "4:_" : text));
}
