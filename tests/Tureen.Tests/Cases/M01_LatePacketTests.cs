using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>Old numbers that are no restart: packets that come late or once more, and what is left of a run before a restart.</summary>
public sealed class M01_LatePacketTests
{
    public static TheoryData<string, ConsumerType, string, int> Kinds => new()
    {
        { "audio/opus", ConsumerType.Simple, "", 1 },
        { "video/H264", ConsumerType.Simple, "L1T1", 1 },
        { "video/VP8", ConsumerType.Simulcast, "L1T3", 2 },
        { "video/VP9", ConsumerType.Svc, "L2T2", 1 },
        { "video/VP8", ConsumerType.Pipe, "L1T1", 1 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_burst_that_is_sent_again_in_order_starts_nothing_anew(string codec, ConsumerType type, string mode, int encodings)
    {
        using var scene = new LayerScene(codec, type, mode, encodings);
        Push(scene, codec, 0, 1000);
        Push(scene, codec, 900, 1000);
        Push(scene, codec, 1000, 1100);

        Assert.Equal(1100, scene.Sent.Select(static sent => sent.Sequence).Distinct().Count());
        Assert.All(scene.Sent, sent => Assert.Equal(sent.Input, sent.Sequence - scene.Sent[0].Sequence));
        Assert.Equal((ushort)1099, scene.Inputs.Last());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_long_run_that_was_missed_fills_its_gap(string codec, ConsumerType type, string mode, int encodings)
    {
        using var scene = new LayerScene(codec, type, mode, encodings);
        Push(scene, codec, 0, 200);
        Push(scene, codec, 700, 800);
        Push(scene, codec, 200, 700);
        Push(scene, codec, 800, 900);

        Assert.Equal(900, scene.Sent.Count);
        Assert.All(scene.Sent, sent => Assert.Equal(sent.Input, sent.Sequence - scene.Sent[0].Sequence));
    }

    [Fact]
    public void A_lost_picture_of_an_encoder_that_reorders_comes_late_and_is_sent()
    {
        // Each P picture, of four packets, is sent before the three B pictures that are shown before it.
        using var scene = new LayerScene("video/H264", ConsumerType.Simple, "L1T1", 1);
        int[] shown = [3, 0, 1, 2];
        for (int i = 0; i < 400; i++)
        {
            int picture = i / 16;
            if (picture == 20 && i % 16 < 4)
            {
                continue;
            }

            PushPicture(scene, i, picture, shown);
            if (i == (20 * 16) + 10)
            {
                for (int lost = 20 * 16; lost < (20 * 16) + 4; lost++)
                {
                    PushPicture(scene, lost, picture, shown);
                }
            }
        }

        Assert.Equal(400, scene.Sent.Count);
        Assert.Empty(scene.KeyFrameRequests);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0, 500_000)]
    [InlineData(700, 3_000_000)]
    [InlineData(20_000, 3_000_000)]
    public void What_is_left_of_the_run_before_is_no_jump_of_the_new_one(int first, int timestamp)
    {
        using var scene = new LayerScene("audio/opus", ConsumerType.Simple, string.Empty, 1);
        Push(scene, "audio/opus", 0, 990);
        for (int i = 0; i < 4; i++)
        {
            Push(scene, first + i, timestamp + (i * 3000));
        }

        // Two of them in sequence lead back to the old run no more than one.
        Push(scene, "audio/opus", 990, 1000);
        Push(scene, "audio/opus", 985, 987);
        for (int i = 4; i < 900; i++)
        {
            Push(scene, first + i, timestamp + (i * 3000));
        }

        scene.Wait(TimeSpan.FromMilliseconds(100));
        Assert.Equal(990 + 899, scene.Sent.Count);
        Assert.All(scene.Sent.Zip(scene.Sent.Skip(1)), static pair => Assert.Equal(1, (ushort)(pair.Second.Sequence - pair.First.Sequence)));
        Assert.Empty(scene.Nacked);
    }

    [Fact]
    public void One_stray_packet_changes_nothing()
    {
        using var scene = new LayerScene("audio/opus", ConsumerType.Simple, string.Empty, 1);
        Push(scene, "audio/opus", 0, 500);
        foreach (int stray in (int[])[100, 300, 450, 40_000])
        {
            Push(scene, stray, 123_456_789);
        }

        Push(scene, "audio/opus", 500, 600);
        Assert.Equal(Enumerable.Range(0, 600), scene.Inputs.Select(static input => (int)input));
    }

    private static void PushPicture(LayerScene scene, int sequence, int group, int[] shown)
    {
        int picture = sequence % 16 / 4;
        int timestamp = ((group * 4) + shown[picture]) * 3000;
        byte[] payload = M01_SequenceRestartTests.Payload("video/H264", 0, isKey: sequence == 0);
        scene.Push((ushort)sequence, payload, timestamp: 10_000 + (uint)timestamp, marker: sequence % 4 == 3);
    }

    private static void Push(LayerScene scene, string codec, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            scene.Push((ushort)i, M01_SequenceRestartTests.Payload(codec, i, isKey: i == 0), timestamp: (uint)(1000 + (i * 3000)));
        }
    }

    private static void Push(LayerScene scene, int sequence, int timestamp) =>
        scene.Push((ushort)sequence, M01_SequenceRestartTests.Payload("audio/opus", 0, isKey: false), timestamp: (uint)timestamp);
}
