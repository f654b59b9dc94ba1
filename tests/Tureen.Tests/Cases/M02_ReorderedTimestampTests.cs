using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>RTP timestamps need not rise with the sequence numbers: every packet of the retention time can be sent again.</summary>
public sealed class M02_ReorderedTimestampTests
{
    private const string H264 =
        """{ "kind": "video", "mimeType": "video/H264", "clockRate": 90000, "parameters": { "packetization-mode": 1, "profile-level-id": "42e01f" } }""";

    private const string Producer =
        """
        {
          "mid": "v",
          "codecs": [
            { "mimeType": "video/H264", "payloadType": 112, "clockRate": 90000, "parameters": { "packetization-mode": 1, "profile-level-id": "42e01f" },
              "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }] },
            { "mimeType": "video/rtx", "payloadType": 113, "clockRate": 90000, "parameters": { "apt": 112 } }
          ],
          "encodings": [{ "ssrc": 1001 }], "rtcp": { "cname": "c1" }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void M02_every_packet_of_frames_in_decoding_order_is_sent_again(bool isPipe)
    {
        using var scene = new DirectScene(MediaKind.Video, Producer, [H264]);
        ConsumerCore consumer = scene.Consume(isPipe: isPipe);
        // I P B B B P B B B.
        uint[] timestamps = [0, 12_000, 3000, 6000, 9000, 24_000, 15_000, 18_000, 21_000];
        for (ushort i = 0; i < timestamps.Length; i++)
        {
            scene.Send(Packet(i, 100_000 + timestamps[i], isKey: i == 0));
        }

        AssertAllAreSentAgain(scene, consumer, scene.TakeSent(), hasRtx: true, "B-frames");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void M02_whatever_the_timestamps_do_every_packet_of_the_last_two_seconds_is_sent_again(bool hasRtx)
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new SeededRandomSource(seed);
            using var scene = new DirectScene(MediaKind.Video, Producer, [H264], seed);
            ConsumerCore consumer = scene.Consume(hasRtx: hasRtx);
            var sent = new List<(Timestamp At, byte[] Packet)>();
            uint timestamp = random.NextUInt32();
            foreach (ushort sequence in Sequence(random))
            {
                scene.Send(Packet(sequence, timestamp += Step(random), isKey: sent.Count == 0));
                sent.Add((scene.Now, Assert.Single(scene.TakeSent())));
                scene.Run(TimeSpan.FromMilliseconds(random.Next(0, 40)));
            }

            // Packets age when others come.
            Timestamp oldest = sent[^1].At - TimeSpan.FromSeconds(2);
            AssertAllAreSentAgain(
                scene, consumer, [.. sent.Where(packet => packet.At >= oldest).Select(static packet => packet.Packet)], hasRtx, $"seed {seed}");
        }
    }

    [Fact]
    public void M02_the_reports_of_a_stream_with_reordered_frames_follow_one_clock()
    {
        using var scene = new DirectScene(MediaKind.Video, Producer, [H264]);
        ConsumerCore consumer = scene.Consume();
        for (ushort i = 0; i < 50; i++)
        {
            // Of each four frames the one that is shown last leaves first.
            int frame = (i / 4 * 4) + (i % 4 == 0 ? 4 : i % 4);
            scene.Send(Packet(i, (uint)(frame * 3000), isKey: i == 0));
            scene.Run(TimeSpan.FromMilliseconds(33));
            uint highest = (uint)(((i / 4 * 4) + 4) * 3000);
            Assert.Equal(highest, consumer.Streams[0].Sender.MaxTimestamp);
            Assert.Equal(highest, scene.Producer.Streams[0]!.MaxTimestamp);
        }
    }

    private static void AssertAllAreSentAgain(
        DirectScene scene, ConsumerCore consumer, List<byte[]> packets, bool hasRtx, string where)
    {
        Assert.True(packets.Count > 5, where);
        foreach (byte[] packet in packets)
        {
            // No more at once than a round trip may repeat.
            scene.Run(TimeSpan.FromMilliseconds(5));
            scene.Nack(consumer, DirectScene.SequenceOf(packet));
            List<byte[]> again = scene.TakeSent();
            Assert.True(again.Count == 1, $"{where}: packet {DirectScene.SequenceOf(packet)} came {again.Count} times");
            Assert.Equal(packet[4..8], again[0][4..8]);
            byte[] payload = DirectScene.PayloadOf(again[0]);
            if (hasRtx)
            {
                Assert.Equal(packet[2..4], payload[..2]);
                payload = payload[2..];
            }

            Assert.Equal(DirectScene.PayloadOf(packet), payload);
        }
    }

    /// <summary>Rising with small swaps, as a network does.</summary>
    private static List<ushort> Sequence(SeededRandomSource random)
    {
        ushort first = (ushort)random.NextUInt32();
        List<ushort> numbers = [.. Enumerable.Range(0, 150).Select(i => (ushort)(first + i))];
        for (int i = 1; i < 140; i++)
        {
            if (random.Next(0, 9) == 0)
            {
                int other = i + random.Next(1, 5);
                (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
            }
        }

        return numbers;
    }

    /// <summary>Frames in decoding order, clocks that stand still, that go back, that leap.</summary>
    private static uint Step(SeededRandomSource random) => random.Next(0, 9) switch
    {
        0 => (uint)-random.Next(0, 30_000),
        1 => 12_000,
        2 => (uint)-random.Next(0, 1_000_000),
        3 => (uint)random.Next(0, 1_000_000),
        4 => random.NextUInt32(),
        5 => 0,
        _ => 3000,
    };

    private static byte[] Packet(ushort sequence, uint timestamp, bool isKey)
    {
        byte[] bytes = new byte[60];
        var writer = new RtpHeaderWriter(bytes, 112, true, sequence, timestamp, DirectScene.Ssrc);
        int header = writer.Finish();
        bytes[header] = (byte)(isKey ? 0x67 : 0x41);
        bytes[^1] = (byte)sequence;
        bytes[^2] = (byte)(sequence >> 8);
        return bytes;
    }
}
