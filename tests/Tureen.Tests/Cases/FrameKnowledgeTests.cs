using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Codecs;

namespace Tureen.Tests.Cases;

/// <summary>
/// What stands in the first packet of a frame alone (descriptor, picture id, layers) holds for the rest of the frame: each is sent whole or left
/// out whole, in whatever order its packets come.
/// </summary>
public sealed class FrameKnowledgeTests
{
    private const ulong Seeds = 60;
    private const int Pictures = 120;

    [Fact]
    public void Frames_of_AV1_with_a_descriptor_in_their_first_packet_are_sent_whole_or_not_at_all()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            bool isKSvc = seed % 2 == 0;
            var stream = new SvcStream(seed, isKSvc);
            var sender = new Av1Sender(isKSvc) { FirstFrame = 65_500 };
            var packets = new PacketPlan(stream.Random);
            for (int picture = 0; picture < Pictures; picture++)
            {
                foreach (SvcFrame frame in stream.NextPicture(isKey: picture % 30 == 0))
                {
                    int count = stream.Random.Next(1, 4);
                    for (int i = 0; i < count; i++)
                    {
                        bool isLast = i == count - 1;
                        packets.Add(
                            (frame.Picture, frame.Spatial, frame.Temporal),
                            [0x10, 1, 2],
                            marker: isLast && frame.Spatial == 2,
                            i == 0 ? sender.Write(frame, isStart: true, isEnd: isLast) : null);
                    }
                }
            }

            Run(packets, "video/AV1", isKSvc ? "L3T3_KEY" : "L3T3", ConsumerType.Svc, seed, stream.Random);
        }
    }

    [Fact]
    public void Frames_of_VP9_with_their_layers_in_the_first_packet_are_sent_whole_or_not_at_all()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var random = new SeededRandomSource(seed);
            var packets = new PacketPlan(random);
            byte tl0 = 0;
            for (int picture = 0; picture < Pictures; picture++)
            {
                bool isKey = picture % 30 == 0;
                int temporal = picture % 30 % 4 is 0 ? 0 : picture % 2 == 0 ? 1 : 2;
                tl0 += (byte)(temporal == 0 ? 1 : 0);
                for (int spatial = 0; spatial < 3; spatial++)
                {
                    int count = random.Next(1, 4);
                    for (int i = 0; i < count; i++)
                    {
                        byte flags = (byte)((isKey ? 0 : 0x40) | (i == count - 1 ? 0x04 : 0));
                        byte layers = (byte)((temporal << 5) | 0x10 | (spatial << 1) | (spatial > 0 ? 1 : 0));
                        byte[] payload = i > 0
                            ? [flags, 9]
                            : [(byte)(flags | 0xA8), (byte)(0x80 | (picture >> 8)), (byte)picture, layers, tl0, 9];
                        packets.Add((picture, spatial, temporal), payload, marker: spatial == 2 && i == count - 1, null);
                    }
                }
            }

            Run(packets, "video/VP9", "L3T3", ConsumerType.Svc, seed, random);
        }
    }

    [Fact]
    public void Frames_of_VP8_with_their_picture_id_in_the_first_packet_are_sent_whole_or_not_at_all()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            var random = new SeededRandomSource(seed);
            var packets = new PacketPlan(random);
            byte tl0 = 0;
            for (int picture = 0; picture < Pictures; picture++)
            {
                bool isKey = picture % 30 == 0;
                int temporal = picture % 30 % 4 is 0 ? 0 : picture % 2 == 0 ? 1 : 2;
                tl0 += (byte)(temporal == 0 ? 1 : 0);
                int count = random.Next(1, 5);
                for (int i = 0; i < count; i++)
                {
                    byte[] payload = i > 0
                        ? [0x00, 9]
                        : [0x90, 0xE0, (byte)(0x80 | (picture >> 8)), (byte)picture, tl0, (byte)((temporal << 6) | 0x20), (byte)(isKey ? 0 : 1), 9];
                    packets.Add((picture, 0, temporal), payload, marker: i == count - 1, null);
                }
            }

            Run(packets, "video/VP8", "L1T3", ConsumerType.Simulcast, seed, random);
        }
    }

    /// <summary>Its other packets count as lost too, so that the receiver asks for what it misses and does not take the frame for whole.</summary>
    [Fact]
    public void What_waits_in_vain_for_the_first_packet_of_its_frame_is_a_loss()
    {
        using var scene = new FrameScene("video/VP8", encodings: 2, mode: "L1T3");
        FrameViewer viewer = scene.View(ConsumerType.Simulcast);
        scene.Push(1, 0, [0x90, 0xE0, 0x80, 1, 1, 0x20, 0, 9]);
        scene.Push(2, 0, [0x00, 9], marker: true);
        scene.Push(4, 3000, [0x00, 9]);
        scene.Push(5, 3000, [0x00, 9], marker: true);
        scene.Push(6, 6000, [0x90, 0xE0, 0x80, 3, 2, 0x20, 1, 9], marker: true);
        Assert.Equal([1, 2, 6], viewer.Inputs);
        Assert.Equal([0, 1, 5], viewer.Packets.Select(packet => packet.Sequence - viewer.Packets[0].Sequence));

        scene.Now += EngineLimits.MaxUnplacedAge;
        scene.Push(7, 9000, [0x90, 0xE0, 0x80, 4, 3, 0x20, 1, 9], marker: true);
        Assert.Equal(2, scene.Context.Drops[DropReason.RtpUnknownFrame]);
    }

    [Fact]
    public void A_stream_that_says_its_layers_no_more_is_sent_on()
    {
        using var scene = new FrameScene("video/H264", encodings: 2, mode: "L1T3");
        FrameViewer viewer = scene.View(ConsumerType.Simulcast);
        byte[] structure = Convert.FromHexString("80012F800214EAA860414D1410208426");
        scene.Push(1, 0, [0x67, 0xCC, 0xCC, 0xCC, 0xCC], dependencyDescriptor: structure);
        scene.Push(2, 0, [0x65, 0x88, 1], marker: true);
        for (ushort i = 0; i < 10; i++)
        {
            scene.Push((ushort)(3 + (2 * i)), (i + 1u) * 3000, [0x41, 0x88, 1]);
            scene.Push((ushort)(4 + (2 * i)), (i + 1u) * 3000, [0x41, 0x48, 1], marker: true);
        }

        Assert.Equal(Enumerable.Range(1, 22), viewer.Inputs);
    }

    /// <summary>Sends packets out of order to a viewer that changes its mind, and looks at each frame.</summary>
    private static void Run(PacketPlan packets, string mimeType, string mode, ConsumerType type, ulong seed, SeededRandomSource random)
    {
        using var scene = new FrameScene(mimeType, encodings: type == ConsumerType.Simulcast ? 2 : 1, mode: mode);
        FrameViewer viewer = scene.View(type);
        int pushed = 0;
        foreach (PlannedPacket packet in packets.Shuffle())
        {
            if (pushed++ % 40 == 20)
            {
                scene.Prefer(viewer, random.Next(0, 2), random.Next(0, 2));
            }

            scene.Push(packet.Sequence, packet.Timestamp, packet.Payload, packet.Marker, dependencyDescriptor: packet.DependencyDescriptor);
        }

        var sent = viewer.Inputs.ToHashSet();
        int whole = 0;
        int leftOut = 0;
        foreach (IGrouping<(int Picture, int Spatial, int Temporal), PlannedPacket> frame in packets.Frames)
        {
            int count = frame.Count(packet => sent.Contains(packet.Sequence));
            Assert.True(count == 0 || count == frame.Count(), $"Seed {seed}: of frame {frame.Key} {count} packets were sent.");
            whole += count > 0 ? 1 : 0;
            leftOut += count > 0 ? 0 : 1;
        }

        Assert.True(whole > Pictures / 4 && leftOut > 0, $"Seed {seed}: {whole} frames were sent, {leftOut} were not.");
    }
}
