using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>A packet that is dropped deliberately is taken out of the consumers' numbers.</summary>
public sealed class M06_SkippedPacketTests
{
    private const byte ComfortNoise = 13;
    private const byte Dtmf = 101;
    private const byte Unknown = 55;
    private const string Pcmu = """{ "kind": "audio", "mimeType": "audio/PCMU", "clockRate": 8000 }""";

    private const string Producer =
        """
        {
          "mid": "a",
          "codecs": [{ "mimeType": "audio/PCMU", "payloadType": 0, "clockRate": 8000, "rtcpFeedback": [{ "type": "nack" }] }],
          "encodings": [{ "ssrc": 1001 }], "rtcp": { "cname": "c" }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void M06_a_payload_type_that_was_not_negotiated_leaves_no_hole(bool isPipe)
    {
        using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu]);
        scene.Consume(isPipe: isPipe);
        for (ushort sequence = 0; sequence < 14; sequence++)
        {
            scene.Send(sequence switch
            {
                5 => Packet(sequence, ComfortNoise, 1),
                11 => Packet(sequence, Dtmf, 4),
                _ => Packet(sequence),
            });
        }

        AssertConsecutive(scene, packets: 12);
        Assert.Equal(2, scene.Drops[DropReason.RtpUnknownPayloadType]);
    }

    [Fact]
    public void M06_a_packet_that_is_too_long_leaves_no_hole()
    {
        using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu]);
        scene.Consume();
        foreach ((ushort sequence, int length) in new (ushort, int)[] { (1, 160), (2, 2036), (3, 160), (4, 2100), (5, 9000), (6, 160) })
        {
            scene.Send(Packet(sequence, length: length));
        }

        AssertConsecutive(scene, packets: 3);
        Assert.Equal(3, scene.Drops[DropReason.RtpTooLong]);
    }

    [Fact]
    public void M06_several_in_a_row_and_out_of_order_leave_no_hole_as_long_as_nothing_above_them_has_left()
    {
        using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu]);
        scene.Consume();
        foreach (ushort sequence in new ushort[] { 1, 2, 5, 3, 4, 4, 6, 7 })
        {
            scene.Send(sequence is >= 3 and <= 5 ? Packet(sequence, Dtmf, 4) : Packet(sequence));
        }

        AssertConsecutive(scene, packets: 4);
    }

    [Fact]
    public void M06_a_packet_that_left_before_is_not_taken_out()
    {
        using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu]);
        scene.Consume();
        scene.Send(Packet(1));
        scene.Send(Packet(2));
        scene.Send(Packet(2, Dtmf, 4));
        scene.Send(Packet(1, Dtmf, 4));
        scene.Send(Packet(3));
        AssertConsecutive(scene, packets: 3);
    }

    [Fact]
    public void M06_a_source_that_begins_anew_with_such_a_packet_leaves_no_hole()
    {
        using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu]);
        scene.Consume();
        foreach (ushort sequence in new ushort[] { 1, 2, 3, 20_000, 20_001, 20_002, 20_003, 20_004 })
        {
            scene.Send(sequence is >= 20_000 and < 20_003 ? Packet(sequence, Dtmf, 4) : Packet(sequence));
        }

        AssertConsecutive(scene, packets: 5);
    }

    [Fact]
    public void M06_nobody_asks_for_what_was_dropped()
    {
        using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu]);
        scene.Consume();
        for (ushort sequence = 0; sequence < 50; sequence++)
        {
            scene.Send(sequence % 5 == 3 ? Packet(sequence, length: 3000) : sequence % 5 == 1 ? Packet(sequence, Dtmf, 4) : Packet(sequence));
            scene.Run(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(0, scene.CountAskedFor());
        AssertConsecutive(scene, packets: 30);
    }

    [Theory]
    [InlineData(ConsumerType.Simple, "L1T1", 1)]
    [InlineData(ConsumerType.Simulcast, "L1T3", 2)]
    [InlineData(ConsumerType.Svc, "L1T3", 1)]
    [InlineData(ConsumerType.Pipe, "L1T3", 2)]
    public void M06_video_of_any_kind_of_consumer_goes_on_without_a_hole(ConsumerType type, string mode, int encodings)
    {
        using var scene = new LayerScene("video/VP8", type, mode, encodings);
        scene.Push(1, LayerScene.Vp8(1, isKey: true));
        scene.Push(2, [1, 2], payloadType: Unknown);
        scene.Push(3, LayerScene.Vp8(2));
        scene.Push(4, [1, 2], payloadType: Unknown);
        scene.Push(5, [1, 2], payloadType: Unknown);
        scene.Push(6, LayerScene.Vp8(3));

        Assert.Equal([1, 3, 6], scene.Inputs.Select(static input => (int)input));
        ushort first = scene.Sent[0].Sequence;
        Assert.Equal([0, 1, 2], scene.Sent.Select(sent => (ushort)(sent.Sequence - first)).Select(static distance => (int)distance));
    }

    [Fact]
    public void M06_in_simulcast_what_another_encoding_dropped_changes_nothing()
    {
        using var scene = new LayerScene("video/VP8", ConsumerType.Simulcast, "L1T1", encodings: 2);
        scene.Push(1, LayerScene.Vp8(1, isKey: true));
        scene.Push(500, [1, 2], ssrc: LayerScene.FirstSsrc + 1, payloadType: Unknown);
        scene.Push(2, [1, 2], ssrc: LayerScene.FirstSsrc + 1, payloadType: Unknown);
        scene.Push(2, LayerScene.Vp8(2));
        Assert.Equal([1, 2], scene.Inputs.Select(static input => (int)input));
        Assert.Equal(1, (ushort)(scene.Sent[1].Sequence - scene.Sent[0].Sequence));
    }

    [Fact]
    public void M06_random_drops_leave_no_gap_but_where_a_later_packet_had_left()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var random = new SeededRandomSource(seed);
            using var scene = new DirectScene(MediaKind.Audio, Producer, [Pcmu], seed);
            scene.Consume(isPipe: random.Next(0, 1) == 0);
            List<(ushort Sequence, bool IsMedia)> order = Shuffled(random);
            int unavoidable = 0;
            ushort highest = order[0].Sequence;
            foreach ((ushort sequence, bool isMedia) in order)
            {
                scene.Send(isMedia ? Packet(sequence) : Skipped(random, sequence));
                bool isLate = SerialNumber.IsLower(sequence, highest);
                unavoidable += isLate && !isMedia ? 1 : 0;
                highest = isMedia && !isLate ? sequence : highest;
            }

            List<ushort> sent = [.. scene.TakeSent().Select(DirectScene.SequenceOf)];
            ushort first = sent[0];
            List<int> distances = [.. sent.Select(sequence => (int)(ushort)(sequence - first)).Order()];
            Assert.True(distances.Count == order.Count(static packet => packet.IsMedia), $"seed {seed}: {distances.Count} packets left");
            Assert.True(distances.Distinct().Count() == distances.Count, $"seed {seed}: a number was used twice");
            int gaps = distances[^1] + 1 - distances.Count;
            Assert.True(gaps == unavoidable, $"seed {seed}: {gaps} gaps, {unavoidable} of them unavoidable");
        }
    }

    /// <summary>Numbers across the wrap, some of them swapped with one a few places on.</summary>
    private static List<(ushort Sequence, bool IsMedia)> Shuffled(SeededRandomSource random)
    {
        List<(ushort Sequence, bool IsMedia)> order = [];
        for (int i = 0; i < 400; i++)
        {
            order.Add(((ushort)(65_300 + i), i is 0 or 399 || random.Next(0, 3) > 0));
        }

        for (int i = 1; i < 390; i++)
        {
            if (random.Next(0, 9) == 0)
            {
                int other = i + random.Next(1, 6);
                (order[i], order[other]) = (order[other], order[i]);
            }
        }

        return order;
    }

    private static byte[] Skipped(SeededRandomSource random, ushort sequence) => random.Next(0, 3) switch
    {
        0 => Packet(sequence, ComfortNoise, 1),
        1 => Packet(sequence, Dtmf, 4),
        2 => Packet(sequence, length: 2100),
        _ => Packet(sequence, length: 0),
    };

    private static byte[] Packet(ushort sequence, byte payloadType = 0, int length = 160)
    {
        byte[] bytes = new byte[RtpPacket.FixedHeaderLength + RtpHeaderWriter.ExtensionHeaderLength + length];
        var writer = new RtpHeaderWriter(bytes, payloadType, false, sequence, sequence * 160u, DirectScene.Ssrc);
        return bytes[..(writer.Finish() + length)];
    }

    private static void AssertConsecutive(DirectScene scene, int packets)
    {
        List<ushort> sent = [.. scene.TakeSent().Select(DirectScene.SequenceOf)];
        Assert.Equal(packets, sent.Count);
        Assert.Equal(Enumerable.Range(0, packets), sent.Select(sequence => (int)(ushort)(sequence - sent[0])));
    }
}
