using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>A source begins its sequence numbers anew near those that it had: a run of consecutive old numbers is a restart.</summary>
public sealed class M01_SequenceRestartTests
{
    private const int FirstRun = 1000;
    private const uint FirstTimestamp = 500_000;

    /// <summary>Packets of the new run within which media has to go on, where no key frame is waited for.</summary>
    private const int MostLost = 20;

    private static readonly (string Codec, ConsumerType Type, string Mode, int Encodings)[] Kinds =
    [
        ("audio/opus", ConsumerType.Simple, "", 1),
        ("audio/opus", ConsumerType.Pipe, "", 1),
        ("video/VP8", ConsumerType.Simple, "L1T1", 1),
        ("video/H264", ConsumerType.Simple, "L1T1", 1),
        ("video/VP8", ConsumerType.Pipe, "L1T1", 1),
        ("video/VP8", ConsumerType.Simulcast, "L1T3", 2),
        ("video/H264", ConsumerType.Simulcast, "L1T3", 2),
        ("video/VP9", ConsumerType.Svc, "L2T2", 1),
        ("video/AV1", ConsumerType.Svc, "L1T3", 1),
    ];

    /// <summary>The source's last number before, and its first number after.</summary>
    private static readonly (ushort Last, ushort First)[] Steps =
    [
        (999, 0), (10_000, 9_700), (10_000, 9_950), (100, 65_400), (30_000, 10_000), (10_000, 15_000),
    ];

    public static TheoryData<string, ConsumerType, string, int, int, int, string> All
    {
        get
        {
            var all = new TheoryData<string, ConsumerType, string, int, int, int, string>();
            foreach ((string codec, ConsumerType type, string mode, int encodings) in Kinds)
            {
                foreach ((ushort last, ushort first) in Steps)
                {
                    all.Add(codec, type, mode, encodings, last, first, "lower");
                    all.Add(codec, type, mode, encodings, last, first, "higher");
                    all.Add(codec, type, mode, encodings, last, first, "continued");
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Media_goes_on_under_numbers_that_rise(
        string codec, ConsumerType type, string mode, int encodings, int last, int first, string timestamps)
    {
        using var scene = new LayerScene(codec, type, mode, encodings);
        bool isVideo = codec.StartsWith("video", StringComparison.Ordinal);
        PushRun(scene, codec, (ushort)(last - FirstRun + 1), FirstTimestamp, FirstRun);
        Assert.Equal(FirstRun, scene.Sent.Count);
        scene.KeyFrameRequests.Clear();
        uint timestamp = FirstTimestamp + timestamps switch
        {
            "lower" => unchecked((uint)-491_000),
            "higher" => 0x3000_0000u,
            _ => FirstRun * 3000u,
        };

        // 1. Packets that begin nothing, then, for video, a key frame, which was asked for.
        for (int i = 0; i < MostLost; i++)
        {
            scene.Push((ushort)(first + i), Payload(codec, i, isKey: false), timestamp: timestamp + ((uint)i * 3000));
        }

        Assert.Equal(isVideo, scene.KeyFrameRequests.Count > 0);
        Assert.Equal(!isVideo, scene.Sent.Count > FirstRun);
        int key = MostLost;
        scene.Push((ushort)(first + key), Payload(codec, key, isKey: true), timestamp: timestamp + ((uint)key * 3000));
        Assert.Equal((ushort)(first + key), scene.Inputs.Last());

        // 2. All that follows, without a gap, and nothing is asked for that the source did not send.
        for (int i = key + 1; i < FirstRun; i++)
        {
            scene.Push((ushort)(first + i), Payload(codec, i, isKey: false), timestamp: timestamp + ((uint)i * 3000));
        }

        scene.Wait(TimeSpan.FromMilliseconds(100));
        Assert.InRange(scene.Sent.Count, (2 * FirstRun) - MostLost, 2 * FirstRun);
        AssertNoGap(scene);
        Assert.Empty(scene.Nacked);
        if (type == ConsumerType.Simulcast)
        {
            AssertTimestampsGoOn(scene);
        }
    }

    [Theory]
    [InlineData(999, 0)]
    [InlineData(10_000, 9_700)]
    public void A_source_that_plays_the_very_same_packets_again_is_followed(int last, int first)
    {
        using var scene = new LayerScene("audio/opus", ConsumerType.Simple, string.Empty, 1);
        PushRun(scene, "audio/opus", (ushort)(last - FirstRun + 1), FirstTimestamp, FirstRun);
        uint timestamp = FirstTimestamp + ((uint)(ushort)(first - last + FirstRun - 1) * 3000);
        ushort highest = scene.Sent[^1].Sequence;
        PushRun(scene, "audio/opus", (ushort)first, timestamp, MostLost);

        Assert.True(scene.Sent[^1].Sequence > highest, "Nothing left under a new number.");
        PushRun(scene, "audio/opus", (ushort)(first + MostLost), timestamp + (MostLost * 3000), 2000);
        Assert.InRange((ushort)(scene.Sent[^1].Sequence - highest), 2000, 2000 + MostLost);
        Assert.Empty(scene.Nacked);
    }

    /// <summary>The device of the report: key frames every 50 packets, numbers and timestamps that begin anew.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public void H264_with_a_key_frame_every_50_packets_goes_on_with_the_next_one(int first)
    {
        using var scene = new LayerScene("video/H264", ConsumerType.Simple, "L1T1", 1);
        for (int i = 0; i < 1000; i++)
        {
            scene.Push((ushort)i, Payload("video/H264", i, isKey: i % 50 == 0), timestamp: 500_000 + (uint)(160 * i));
        }

        for (int i = 0; i < 400; i++)
        {
            scene.Push((ushort)(first + i), Payload("video/H264", i, isKey: i % 50 == 0), timestamp: 9000 + (uint)(160 * i));
        }

        Assert.Equal(1000 + 350, scene.Sent.Count);
        AssertNoGap(scene);
    }

    internal static byte[] Payload(string codec, int number, bool isKey) => codec switch
    {
        "audio/opus" => [0x78, 1, 2, 3],
        "video/VP8" => LayerScene.Vp8(number & 0x7FFF, isKey),
        "video/VP9" => LayerScene.Vp9(number & 0x7FFF, 0, isKey),
        "video/AV1" => [isKey ? (byte)0x18 : (byte)0x10, 1, 2, 3],
        _ => [isKey ? (byte)0x67 : (byte)0x61, 1, 2, 3],
    };

    private static void PushRun(LayerScene scene, string codec, ushort first, uint timestamp, int count)
    {
        for (int i = 0; i < count; i++)
        {
            scene.Push((ushort)(first + i), Payload(codec, i, isKey: i == 0), timestamp: timestamp + ((uint)i * 3000));
        }
    }

    private static void AssertNoGap(LayerScene scene)
    {
        for (int i = 1; i < scene.Sent.Count; i++)
        {
            Assert.True(
                (ushort)(scene.Sent[i].Sequence - scene.Sent[i - 1].Sequence) == 1,
                $"After {scene.Sent[i - 1]} came {scene.Sent[i]}.");
        }
    }

    private static void AssertTimestampsGoOn(LayerScene scene)
    {
        for (int i = 1; i < scene.Sent.Count; i++)
        {
            Assert.InRange(scene.Sent[i].Timestamp - scene.Sent[i - 1].Timestamp, 1u, 90_000u);
        }
    }
}
