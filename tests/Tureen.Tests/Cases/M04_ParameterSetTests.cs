using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>
/// Case m04: H264 whose parameter sets come once, or in the parameters alone, as IP cameras and <c>ffmpeg -c:v copy</c> send it. Who comes later
/// is shown the next IDR picture, with the sets ahead of it.
/// </summary>
public sealed class M04_ParameterSetTests
{
    private const string H264 = "video/H264";
    private const string Sprop = "Z0LAH9oBQBbsBEAAAAMAQAAADyPGDKg=,aM48gA==";

    private static readonly byte[] Sps = [0x67, .. Enumerable.Repeat((byte)0xCC, 13)];
    private static readonly byte[] Pps = [0x68, .. Enumerable.Repeat((byte)0xCC, 5)];
    private static readonly byte[] IdrStart = [0x7C, 0x85, .. Enumerable.Repeat((byte)0xDD, 60)];
    private static readonly byte[] IdrEnd = [0x7C, 0x45, .. Enumerable.Repeat((byte)0xDD, 60)];
    private static readonly byte[] Slice = [0x41, .. Enumerable.Repeat((byte)0xCC, 50)];

    public static TheoryData<ConsumerType> Types => [ConsumerType.Simple, ConsumerType.Simulcast, ConsumerType.Svc, ConsumerType.Pipe];

    [Theory]
    [MemberData(nameof(Types))]
    public void m04_a_later_viewer_begins_at_the_next_IDR_with_the_sets_of_the_start(ConsumerType type)
    {
        using var scene = new FrameScene(H264, encodings: type == ConsumerType.Simulcast ? 2 : 1);
        PushGroup(scene, 0, 0, Sps, Pps);
        FrameViewer viewer = scene.View(type);
        PushGroup(scene, 7, 12_000);

        Assert.Equal([7, 7, 7, 8, 9, 10, 11], viewer.Inputs);
        Assert.Equal([Sps, Pps, IdrStart, IdrEnd], viewer.Packets.Take(4).Select(static packet => packet.Payload));
        Assert.Equal([false, false, false, true], viewer.Packets.Take(4).Select(static packet => packet.Marker));
        Assert.Single(viewer.Packets.Take(4).Select(static packet => packet.Timestamp).Distinct());
        viewer.AssertGapless();
    }

    [Fact]
    public void m04_sets_that_are_in_the_parameters_alone_are_sent_ahead_of_the_first_IDR()
    {
        using var scene = new FrameScene(H264, Sprop);
        FrameViewer first = scene.View();
        PushGroup(scene, 2, 0);
        FrameViewer later = scene.View();
        PushGroup(scene, 7, 12_000);
        byte[][] sets = [.. Sprop.Split(',').Select(Convert.FromBase64String)];

        Assert.Equal(sets, first.Packets.Take(2).Select(static packet => packet.Payload));
        Assert.Equal([2, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], first.Inputs);
        Assert.Equal(sets, later.Packets.Take(2).Select(static packet => packet.Payload));
        Assert.Equal([7, 7, 7, 8, 9, 10, 11], later.Inputs);
        first.AssertGapless();
        later.AssertGapless();
    }

    [Fact]
    public void m04_an_IDR_that_brings_its_sets_gets_no_others()
    {
        using var scene = new FrameScene(H264, Sprop);
        PushGroup(scene, 0, 0, Sps, Pps);
        FrameViewer viewer = scene.View();
        PushGroup(scene, 7, 12_000, Sps, Pps);
        FrameViewer other = scene.View();
        byte[] aggregate = [0x78, 0, (byte)Sps.Length, .. Sps, 0, (byte)Pps.Length, .. Pps];
        PushGroup(scene, 14, 24_000, aggregate);

        Assert.Equal(Enumerable.Range(7, 13), viewer.Inputs);
        Assert.Equal(Enumerable.Range(14, 6), other.Inputs);
    }

    [Fact]
    public void m04_an_IDR_that_brings_one_set_gets_the_other()
    {
        using var scene = new FrameScene(H264);
        PushGroup(scene, 0, 0, Sps, Pps);
        FrameViewer viewer = scene.View();
        PushGroup(scene, 7, 12_000, Sps);

        Assert.Equal([Sps, Pps, IdrStart, IdrEnd], viewer.Packets.Take(4).Select(static packet => packet.Payload));
        viewer.AssertGapless();
    }

    [Fact]
    public void m04_the_sets_sent_ahead_are_sent_again_when_they_are_lost()
    {
        using var scene = new FrameScene(H264);
        PushGroup(scene, 0, 0, Sps, Pps);
        FrameViewer viewer = scene.View();
        PushGroup(scene, 7, 12_000);
        scene.Now += TimeSpan.FromMilliseconds(200);
        foreach (FramePacket packet in viewer.Packets.Take(2).ToList())
        {
            scene.Nack(viewer, packet.Sequence);
        }

        // Behind the original number of RFC 4588.
        Assert.Equal([Sps, Pps], viewer.Packets.Where(static packet => packet.IsRtx).Select(static packet => packet.Payload[2..]));
    }

    [Fact]
    public void m04_a_viewer_that_asks_for_a_key_frame_gets_the_sets_again()
    {
        using var scene = new FrameScene(H264);
        FrameViewer viewer = scene.View();
        PushGroup(scene, 0, 0, Sps, Pps);
        PushGroup(scene, 7, 12_000);
        Assert.Single(viewer.Packets, static packet => packet.Payload.SequenceEqual(Sps));
        scene.AskKeyFrame(viewer);
        PushGroup(scene, 12, 24_000);

        Assert.Equal([12, 12, 12], viewer.Inputs.Skip(12).Take(3));
        viewer.AssertGapless();
    }

    [Fact]
    public void m04_the_newest_set_of_an_id_counts()
    {
        using var scene = new FrameScene(H264, Sprop);
        byte[] newer = [.. Sps, 0x11];
        PushGroup(scene, 0, 0, Sps, Pps);
        PushGroup(scene, 7, 12_000, newer, Pps);
        FrameViewer viewer = scene.View();
        PushGroup(scene, 14, 24_000);

        Assert.Equal([newer, Pps, IdrStart], viewer.Packets.Take(3).Select(static packet => packet.Payload));
    }

    [Fact]
    public void m04_a_set_lost_on_its_way_is_waited_for_where_pictures_bring_their_own()
    {
        using var scene = new FrameScene(H264);
        byte[] newer = [.. Sps, 0x11];
        PushGroup(scene, 0, 0, Sps, Pps);
        FrameViewer viewer = scene.View();
        PushPicture(scene, 9, 12_000);
        Assert.Empty(viewer.Packets);
        scene.Push(7, 12_000, newer);
        scene.Push(8, 12_000, Pps);

        Assert.Equal([newer, IdrStart, IdrEnd, Pps], viewer.Packets.Select(static packet => packet.Payload));
        Assert.Equal([0, 2, 3, 1], viewer.Packets.Select(packet => packet.Sequence - viewer.Packets[0].Sequence));
    }

    [Fact]
    public void m04_slices_of_one_IDR_picture_get_the_sets_once()
    {
        using var scene = new FrameScene(H264, Sprop);
        FrameViewer viewer = scene.View();
        scene.Push(1, 0, [0x65, 0x88, 1]);
        scene.Push(2, 0, [0x65, 0x48, 2]);
        scene.Push(3, 0, [0x65, 0x28, 3], marker: true);

        Assert.Equal([1, 1, 1, 2, 3], viewer.Inputs);
    }

    [Fact]
    public void m04_without_any_set_it_is_reported_once_and_the_IDR_is_sent_as_it_is()
    {
        using var scene = new FrameScene(H264);
        FrameViewer viewer = scene.View();
        ushort sequence = 0;
        for (int second = 0; second < 8; second++)
        {
            PushGroup(scene, sequence, sequence * 90_000u);
            scene.Now += TimeSpan.FromSeconds(1);
            sequence += 5;
        }

        Assert.Equal([MediaWithheldReason.NoParameterSets], scene.Withheld);
        Assert.Equal(IdrStart, viewer.Packets[0].Payload);
        Assert.InRange(viewer.Packets[0].Input, 5 * EngineLimits.MaxKeyFrameAttempts, 5 * (EngineLimits.MaxKeyFrameAttempts + 1));
        Assert.InRange(scene.KeyFrameRequests, EngineLimits.MaxKeyFrameAttempts, EngineLimits.MaxKeyFrameAttempts + 2);
        viewer.AssertGapless();
    }

    [Theory]
    [InlineData("video/H264", ConsumerType.Simple)]
    [InlineData("video/H264", ConsumerType.Simulcast)]
    [InlineData("video/H264", ConsumerType.Pipe)]
    [InlineData("video/VP8", ConsumerType.Simple)]
    [InlineData("video/VP8", ConsumerType.Simulcast)]
    [InlineData("video/VP9", ConsumerType.Svc)]
    [InlineData("video/AV1", ConsumerType.Simple)]
    public void m04_a_stream_without_key_frames_is_reported_once_and_goes_on_without(string mimeType, ConsumerType type)
    {
        using var scene = new FrameScene(mimeType, encodings: type == ConsumerType.Simulcast ? 2 : 1, mode: type == ConsumerType.Svc ? "L2T1" : "L1T1");
        FrameViewer viewer = scene.View(type);
        for (ushort i = 0; i < 100; i++)
        {
            byte[] payload = mimeType switch
            {
                "video/VP8" => [0x90, 0x80, (byte)i, 0x01, 9],
                "video/VP9" => [0xEC, (byte)i, 0x00, 0x00, 9],
                "video/AV1" => [0x10, 1, 2],
                _ => Slice,
            };
            scene.Push(i, i * 9000u, payload, marker: true);
            scene.Now += TimeSpan.FromMilliseconds(100);
        }

        Assert.Equal([MediaWithheldReason.NoKeyFrame], scene.Withheld);
        Assert.InRange(viewer.Packets.Count, 40, 51);
        viewer.AssertGapless();
    }

    [Fact]
    public void m04_a_source_that_is_silent_withholds_nothing()
    {
        using var scene = new FrameScene(H264);
        FrameViewer viewer = scene.View();
        scene.Push(0, 0, Slice, marker: true);
        scene.Now += TimeSpan.FromMinutes(5);
        scene.Push(1, 9000, Slice, marker: true);
        PushGroup(scene, 2, 18_000, Sps, Pps);

        Assert.Empty(scene.Withheld);
        Assert.Equal(2, viewer.Inputs.First());
    }

    /// <summary>Sets come with any picture or none, alone or together; whoever comes gets a start that can be decoded at the next IDR.</summary>
    [Fact]
    public void m04_random_streams_give_every_viewer_a_decodable_start_at_the_next_IDR()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var random = new SeededRandomSource(seed);
            bool isGiven = random.Next(0, 2) == 0;
            using var scene = new FrameScene(H264, isGiven ? Sprop : null);
            var sender = new RandomH264Sender(random, isGiven ? [.. Sprop.Split(',').Select(Convert.FromBase64String)] : []);
            var viewers = new List<(FrameViewer Viewer, int? Start)>();
            for (int picture = 0; picture < 60; picture++)
            {
                if (random.Next(0, 4) == 0)
                {
                    viewers.Add((scene.View(random.Next(0, 2) == 0 ? ConsumerType.Simple : ConsumerType.Pipe), null));
                }

                RandomH264Picture sent = sender.Next();
                foreach ((ushort sequence, uint timestamp, byte[] payload, bool marker) in sent.Packets)
                {
                    scene.Push(sequence, timestamp, payload, marker);
                }

                for (int i = 0; i < viewers.Count; i++)
                {
                    bool begins = sent.CanBegin && viewers[i].Start is null;
                    viewers[i] = begins ? (viewers[i].Viewer, sent.Packets[0].Sequence) : viewers[i];
                }
            }

            foreach ((FrameViewer viewer, int? start) in viewers)
            {
                AssertDecodable(viewer, sender, start, seed);
            }
        }
    }

    private static void AssertDecodable(FrameViewer viewer, RandomH264Sender sender, int? start, ulong seed)
    {
        string text = $"Seed {seed}, start {start}, sent {string.Join(' ', viewer.Packets.Take(8).Select(static packet => $"{packet.Input}:{packet.Payload[0]:x}"))}";
        Assert.True((start is null) == (viewer.Packets.Count == 0), text);
        if (start is null)
        {
            return;
        }

        // 1. All that the sender sent from there on.
        viewer.AssertGapless();
        ushort first = viewer.Packets[0].Input;
        Assert.True(first - start.Value is >= 0 and <= 4, text);
        Assert.True(viewer.Inputs.Distinct().SequenceEqual(Enumerable.Range(first, sender.Count - first)), text);

        // 2. Before the first IDR picture its sets, as they are in force there.
        int slice = viewer.Packets.FindIndex(static packet => packet.Payload[0] == 0x65 || (packet.Payload[0] == 0x7C && packet.Payload[1] == 0x85));
        if (slice >= 0)
        {
            byte[][] units = [.. viewer.Packets.Take(slice).SelectMany(static packet => Units(packet.Payload))];
            byte[][] sets = sender.PictureOf(viewer.Packets[slice].Input).Sets;
            Assert.True(sets.All(set => units.LastOrDefault(unit => unit[0] == set[0])?.SequenceEqual(set) == true), text);
        }
    }

    private static byte[][] Units(byte[] payload)
    {
        if (payload[0] != 0x78)
        {
            return [payload];
        }

        int first = payload[2];
        return [payload[3..(3 + first)], payload[(5 + first)..]];
    }

    /// <summary>An IDR picture of two packets, after the given ones, and three more pictures.</summary>
    private static void PushGroup(FrameScene scene, ushort sequence, uint timestamp, params byte[][] ahead)
    {
        foreach (byte[] payload in ahead)
        {
            scene.Push(sequence++, timestamp, payload);
        }

        PushPicture(scene, sequence, timestamp);
        for (uint i = 1; i <= 3; i++)
        {
            scene.Push((ushort)(sequence + 1 + i), timestamp + (i * 3000), Slice, marker: true);
        }
    }

    private static void PushPicture(FrameScene scene, ushort sequence, uint timestamp)
    {
        scene.Push(sequence, timestamp, IdrStart);
        scene.Push((ushort)(sequence + 1), timestamp, IdrEnd, marker: true);
    }
}
