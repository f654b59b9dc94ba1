using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Tests.Engine.Codecs;
using Tureen.Tests.Engine.Forwarding;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Robustness;

/// <summary>Where a packet names a header extension twice, everybody takes the first, and only that is forwarded.</summary>
public sealed class S1b_RepeatedExtensionTests
{
    private const int Id = LayerScene.DependencyDescriptorId;

    /// <summary>Of the router, for the dependency descriptor.</summary>
    private const int RouterId = 7;

    private static readonly byte[] Delta = [0x61, 1, 2, 3];

    private static readonly DependencyDescriptorBytes TwoTargets = new()
    {
        Templates =
        [
            (0, 0, "SS", [], []),
            (0, 0, "SS", [2], []),
            (0, 1, "-D", [1], []),
        ],
    };

    /// <summary>Sixteen targets: naming those that are active takes two bytes more.</summary>
    private static readonly DependencyDescriptorBytes SixteenTargets = new()
    {
        Templates = [(0, 0, new string('S', 16), [], []), (0, 1, "-" + new string('D', 15), [1], [])],
    };

    [Theory]
    [InlineData("video/AV1")]
    [InlineData("video/H264")]
    public void S1b_the_first_of_two_dependency_descriptors_is_read_and_forwarded(string codec)
    {
        using var scene = new LayerScene(codec, ConsumerType.Svc, "L1T2", encodings: 1);
        scene.PushWith(1, Delta, (Id, TwoTargets.Write(0, 1, withStructure: true, active: 1)));
        byte[] descriptor = TwoTargets.Write(0, 2, withStructure: true, active: 1);
        scene.PushWith(2, Delta, (Id, descriptor), (Id, TwoTargets.Write(1, 3)));

        Assert.Equal([1, 2], scene.Inputs.Select(static input => (int)input));
        Assert.Equal([Convert.ToHexString(descriptor)], Forwarded(scene));
    }

    [Fact]
    public void S1b_the_shorter_one_may_come_first()
    {
        using var scene = new LayerScene("video/AV1", ConsumerType.Svc, "L1T2", encodings: 1);
        scene.PushWith(1, Delta, (Id, TwoTargets.Write(0, 1, withStructure: true, active: 1)));
        scene.PushWith(2, Delta, (Id, TwoTargets.Write(1, 3)), (Id, TwoTargets.Write(0, 2, withStructure: true)));

        // The flags and the one active target of two go along.
        Assert.Equal([Convert.ToHexString(TwoTargets.Write(1, 3)) + "42"], Forwarded(scene));
    }

    [Fact]
    public void S1b_one_packet_of_41_bytes_as_the_first_of_its_stream()
    {
        const string Packet = "90e60002 3f000501 00000006 bede0005 8ec080c8d00be080010501d00be0010180010501 0501050105";
        using var scene = new LayerScene("video/H264", ConsumerType.Svc, "L1T2", encodings: 1, payloadType: 102, firstSsrc: 6);
        byte[] packet = Hex(Packet);
        Assert.Equal(41, packet.Length);
        scene.Push(packet);

        Assert.InRange(scene.Sent.Count, 0, 1);
    }

    [Theory]
    [InlineData(240)]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(255)]
    public void S1b_a_dependency_descriptor_of_nearly_the_longest_element_never_outgrows_its_length(int length)
    {
        using var scene = new LayerScene("video/AV1", ConsumerType.Svc, "L1T2", encodings: 1);
        scene.PushWith(1, Delta, (Id, SixteenTargets.Write(0, 1, withStructure: true, active: 1)));

        // Many distances make it long.
        byte[] descriptor = Long(length);
        scene.PushWith(2, Delta, (Id, descriptor));
        Assert.Equal(2, scene.Sent.Count);
        string forwarded = Assert.Single(Forwarded(scene));
        Assert.InRange(forwarded.Length / 2, length, 255);
        Assert.StartsWith(Convert.ToHexString(descriptor, 0, 3), forwarded, StringComparison.Ordinal);
        Assert.True(RtpPacket.TryParse(scene.LastHeader, out RtpPacket packet));
        Assert.Equal(packet.Bytes.Length, packet.HeaderLength);
    }

    [Fact]
    public void S1b_other_extensions_that_are_repeated_are_forwarded_once()
    {
        using var scene = new ForwardingScene();
        const string Opus = """{ "kind": "audio", "mimeType": "audio/opus", "clockRate": 48000, "channels": 2 }""";
        var producer = scene.Produce(
            MediaKind.Audio,
            """
            {
              "codecs": [{ "mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2 }],
              "headerExtensions": [
                { "uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 3 },
                { "uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 5 },
                { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time", "id": 4 }
              ],
              "encodings": [{ "ssrc": 1 }]
            }
            """,
            Opus);
        scene.Consume(producer, Opus);
        scene.Push(producer, 1, [1, 2], 111, 1, (3, [9]), (5, [10]), (5, [11]), (4, [7, .. new byte[7]]), (4, new byte[16]));

        // The last id announced for a URI holds, and its first element.
        Assert.True(RtpPacket.TryParse(Finished(scene.LastHeader), out RtpPacket packet));
        var elements = new List<string>();
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            elements.Add($"{element.Id}={element.Value.Length}:{element.Value[0]}");
        }

        Assert.Equal(["6=1:10", "10=16:7"], elements);
    }

    /// <summary>A shared header keeps neither padding nor length, which each consumer writes.</summary>
    private static byte[] Finished(byte[] template)
    {
        byte[] header = new byte[(template.Length + 3) & ~3];
        template.CopyTo(header, 0);
        header[15] = (byte)((header.Length - 16) / 4);
        return header;
    }

    private static List<string> Forwarded(LayerScene scene)
    {
        Assert.True(RtpPacket.TryParse(scene.LastHeader, out RtpPacket packet));
        var values = new List<string>();
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            if (element.Id == RouterId)
            {
                values.Add(Convert.ToHexString(element.Value));
            }
        }

        return values;
    }

    private static byte[] Long(int length)
    {
        int distances = 0;
        byte[] descriptor = [];
        while (descriptor.Length < length)
        {
            distances++;
            descriptor = SixteenTargets.Write(0, 2, distances: [.. Enumerable.Repeat(1, distances)]);
        }

        Assert.InRange(descriptor.Length, length, length);
        return descriptor;
    }
}
