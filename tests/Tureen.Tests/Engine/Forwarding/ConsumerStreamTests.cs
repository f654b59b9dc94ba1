using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class ConsumerStreamTests
{
    private const uint Skipped = 600_000;

    public static TheoryData<string, ConsumerType, string> Kinds => new()
    {
        { "video/VP8", ConsumerType.Simple, "L1T1" },
        { "video/VP8", ConsumerType.Pipe, "L1T1" },
        { "video/VP9", ConsumerType.Svc, "L2T1" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_key_frame_of_which_packets_were_missed_is_not_begun_with(string codec, ConsumerType type, string mode)
    {
        using LayerScene scene = ResumeWithinAFrame(codec, type, mode);

        // Its first packet comes late; the one after it came while nobody listened.
        int requests = scene.KeyFrameRequests.Count;
        scene.Push(101, KeyFrame(codec), timestamp: Skipped);
        Assert.Empty(scene.Sent);
        Assert.True(scene.KeyFrameRequests.Count > requests);

        scene.Push(103, KeyFrame(codec), timestamp: Skipped + 3000);
        Assert.Equal([103], scene.Inputs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_one_key_frame_is_refused_when_numbers_begin_anew(string codec, ConsumerType type, string mode)
    {
        using LayerScene scene = ResumeWithinAFrame(codec, type, mode);
        scene.Push(90, KeyFrame(codec), timestamp: Skipped + 9000);
        Assert.Empty(scene.Sent);
        scene.Push(91, KeyFrame(codec), timestamp: Skipped + 12_000);
        Assert.Equal([91], scene.Inputs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_key_frame_is_refused_when_timestamps_begin_anew(string codec, ConsumerType type, string mode)
    {
        using LayerScene scene = ResumeWithinAFrame(codec, type, mode);
        scene.Push(103, KeyFrame(codec), timestamp: Skipped - 9000);
        Assert.Equal([103], scene.Inputs);
    }

    private static LayerScene ResumeWithinAFrame(string codec, ConsumerType type, string mode)
    {
        var scene = new LayerScene(codec, type, mode, encodings: 1);
        scene.Push(100, KeyFrame(codec), timestamp: Skipped - 3000);
        scene.Connect(isConnected: false);
        scene.Now += TimeSpan.FromMilliseconds(1);
        byte[] rest = KeyFrame(codec);
        rest[0] &= codec == "video/VP8" ? (byte)0xEF : (byte)0xF7;
        scene.Push(102, rest, timestamp: Skipped);
        scene.Now += TimeSpan.FromMilliseconds(1);
        scene.Sent.Clear();
        scene.Connect(isConnected: true);
        return scene;
    }

    private static byte[] KeyFrame(string codec) =>
        codec == "video/VP8" ? LayerScene.Vp8(1, isKey: true) : LayerScene.Vp9(1, spatial: 0, isKey: true);
}
