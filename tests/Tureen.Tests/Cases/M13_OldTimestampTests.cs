using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>Case m13: parameter sets under the timestamp of the picture before. What follows what was skipped is whole, whatever its timestamp.</summary>
public sealed class M13_OldTimestampTests
{
    private static readonly string[] Before =
    [
        "80f001f400017700000003e941cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
        "80f001f500018e70000003e941cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
        "80f001f60001a5e0000003e941cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
    ];

    private static readonly string[] After =
    [
        "80f001f70001a5e0000003e967cccccccccccccccccccccccccc",
        "807001f80001a5e0000003e968cccccccccc",
        "807001f90001bd50000003e97c85dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
        "80f001fa0001bd50000003e97c45dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
        "80f001fb0001d4c0000003e941cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
    ];

    public static TheoryData<ConsumerType> Types => [ConsumerType.Simple, ConsumerType.Simulcast, ConsumerType.Svc, ConsumerType.Pipe];

    [Theory]
    [MemberData(nameof(Types))]
    public void m13_a_viewer_that_begins_just_before_is_shown_the_key_frame_at_once(ConsumerType type)
    {
        using var scene = new FrameScene("video/H264", encodings: type == ConsumerType.Simulcast ? 2 : 1);
        Push(scene, Before);
        int requests = scene.KeyFrameRequests;
        scene.Now += TimeSpan.FromMilliseconds(20);
        FrameViewer viewer = scene.View(type);
        int asked = scene.KeyFrameRequests;
        Push(scene, After);

        Assert.Equal([503, 504, 505, 506, 507], viewer.Inputs);
        Assert.Equal(asked, scene.KeyFrameRequests);
        Assert.InRange(asked - requests, 0, 1);
        viewer.AssertGapless();
    }

    [Fact]
    public void m13_a_key_frame_of_which_a_part_came_before_the_viewer_is_refused()
    {
        using var scene = new FrameScene("video/H264");
        Push(scene, Before);
        scene.Push(505, 0x1bd50, [0x7C, 0x85, 0xDD, 1]);
        scene.Now += TimeSpan.FromMilliseconds(20);
        FrameViewer viewer = scene.View();
        scene.Push(503, 0x1bd50, [0x67, 0xCC, 0xCC, 0xCC, 0xCC]);
        scene.Push(504, 0x1bd50, [0x68, 0xCC]);
        scene.Push(506, 0x1bd50, [0x7C, 0x45, 0xDD, 1], marker: true);

        Assert.Empty(viewer.Packets);
    }

    /// <summary>However timestamps lie, a key frame is sent if, and only if, nothing after its first packet came before the viewer.</summary>
    [Fact]
    public void m13_random_timestamps_and_orders_send_each_key_frame_that_is_whole()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var random = new SeededRandomSource(seed);
            using var scene = new FrameScene("video/H264");
            ushort first = (ushort)random.Next(0, 65_536);
            for (ushort i = 0; i < 5; i++)
            {
                scene.Push((ushort)(first + i), (uint)random.Next(0, 5) * 3000, [0x41, 0x88, 1], marker: true);
            }

            // Whether a packet of the key frame overtakes its SPS and the viewer.
            bool isCut = random.Next(0, 2) == 0;
            uint setTimestamp = (uint)random.Next(0, 5) * 3000;
            if (isCut)
            {
                scene.Push((ushort)(first + 6), 15_000, [0x65, 0x88, 1], marker: true);
            }

            scene.Now += TimeSpan.FromMilliseconds(20);
            FrameViewer viewer = scene.View();
            scene.Push((ushort)(first + 5), setTimestamp, [0x67, 0xCC, 0xCC, 0xCC, 0xCC]);
            scene.Push((ushort)(first + 7), 18_000, [0x41, 0x88, 1], marker: true);

            Assert.True(isCut == (viewer.Packets.Count == 0), $"Seed {seed}: {viewer.Packets.Count} packets.");
        }
    }

    private static void Push(FrameScene scene, string[] packets)
    {
        foreach (string packet in packets)
        {
            scene.Push(Convert.FromHexString(packet));
        }
    }
}
