using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>Another SSRC under the name of a stream takes its place, once the old one has left or fallen silent.</summary>
public sealed class RebindingSourceTests
{
    private const uint Old = 5;
    private const uint New = 50;
    private static readonly string[] Vp8 = ["96/VP8/90000"];
    private static readonly string[] Opus = ["111/opus/48000/2"];

    public static TheoryData<string, string> NamedEncodings => new()
    {
        { "{}", "mid" },
        { """{ "ssrc": 5 }""", "mid" },
        { """{ "ssrc": 5, "rtx": { "ssrc": 6 } }""", "mid" },
        { """{ "rid": "h" }""", "rid" },
        { """{ "rid": "h" }, { "rid": "l" }""", "rid" },
    };

    [Theory]
    [MemberData(nameof(NamedEncodings))]
    public void After_a_BYE_another_SSRC_of_the_same_name_is_followed_at_once(string encodings, string name)
    {
        using var scene = new SourceScene(MediaKind.Video, Vp8, encodings);
        Start(scene, name);
        scene.Bye(Old);

        // The last packets of the old SSRC may come behind its BYE.
        scene.Push(Old, 12, 1200, SourceScene.Vp8(), 96, Name(name));
        int before = scene.Sent.Count;
        scene.Push(New, 40_000, 77, SourceScene.Vp8(), 96, Name(name));
        Assert.Equal(New, scene.KeyFrameRequests[^1]);
        scene.Push(New, 40_001, 3077, SourceScene.Vp8(isKey: true), 96);
        scene.Push(New, 40_002, 6077, SourceScene.Vp8(), 96);

        Assert.Equal([40_001, 40_002], scene.Sent.Skip(before).Select(static sent => (int)sent.Input));
        Assert.Contains(Old, scene.Forgotten);
        Assert.Equal(New, scene.Producer.Streams[0]!.Parameters.Ssrc);
        Assert.Equal(3, scene.Producer.Streams[0]!.GetStats(scene.Now).PacketCount);
        scene.AssertNoGap();
    }

    [Theory]
    [MemberData(nameof(NamedEncodings))]
    public void An_SSRC_that_still_sends_is_displaced_only_when_it_falls_silent(string encodings, string name)
    {
        using var scene = new SourceScene(MediaKind.Video, Vp8, encodings);
        Start(scene, name);
        for (ushort i = 0; i < 300; i++)
        {
            scene.Wait(TimeSpan.FromMilliseconds(33));
            Assert.Equal(DropReason.None, scene.Push(Old, (ushort)(12 + i), (12u + i) * 3000, SourceScene.Vp8(), 96).DropReason);
            Assert.Equal(
                DropReason.RtpUnknownStream, scene.Push(New, i, i, SourceScene.Vp8(isKey: true), 96, Name(name)).DropReason);
        }

        scene.Wait(EngineLimits.SourceSilence - TimeSpan.FromMilliseconds(1));
        scene.Push(New, 300, 300, SourceScene.Vp8(isKey: true), 96, Name(name));
        Assert.Equal(Old, scene.Producer.Streams[0]!.Parameters.Ssrc);
        scene.Wait(TimeSpan.FromMilliseconds(1));
        scene.Push(New, 301, 301, SourceScene.Vp8(isKey: true), 96, Name(name));
        Assert.Equal(New, scene.Producer.Streams[0]!.Parameters.Ssrc);

        // Now the new one sends, and the old one does not come back.
        scene.Push(Old, 400, 400, SourceScene.Vp8(isKey: true), 96, Name(name));
        Assert.Equal(New, scene.Producer.Streams[0]!.Parameters.Ssrc);
        scene.AssertNoGap();
    }

    [Fact]
    public void An_SSRC_without_the_name_is_never_followed()
    {
        using var scene = new SourceScene(MediaKind.Video, Vp8, """{ "ssrc": 5 }""");
        Start(scene, "mid");
        scene.Bye(Old);
        scene.Push(New, 1, 1, SourceScene.Vp8(isKey: true), 96);
        scene.Push(New, 2, 2, SourceScene.Vp8(isKey: true), 96, SourceScene.Mid("other"));
        scene.Push(New, 3, 3, SourceScene.Vp8(isKey: true), 77, SourceScene.Mid());
        Assert.Equal(Old, scene.Producer.Streams[0]!.Parameters.Ssrc);
    }

    [Fact]
    public void An_announced_SSRC_that_never_comes_is_waited_for_and_then_replaced()
    {
        using var scene = new SourceScene(MediaKind.Audio, Opus, """{ "ssrc": 5 }""");
        scene.Consume();
        scene.Push(New, 1, 1, new byte[9], 111, SourceScene.Mid());
        Assert.Null(scene.Producer.Streams[0]);
        scene.Wait(EngineLimits.SourceSilence);
        scene.Push(New, 2, 2, new byte[9], 111, SourceScene.Mid());
        Assert.Equal(New, scene.Producer.Streams[0]!.Parameters.Ssrc);

        // The announced one still has its name.
        scene.Bye(New);
        scene.Push(Old, 1, 1, new byte[9], 111);
        Assert.Equal(Old, scene.Producer.Streams[0]!.Parameters.Ssrc);
    }

    [Fact]
    public void The_RTX_of_the_new_SSRC_takes_the_place_of_the_old_ones()
    {
        using var scene = new SourceScene(MediaKind.Video, Vp8, """{ "rid": "h" }, { "rid": "l" }""");
        Start(scene, "rid");
        scene.Push(6, 1, 0, [0, 9, 1], 97, SourceScene.RepairedRid("h"));
        Assert.Equal(6u, scene.Producer.Streams[0]!.Parameters.RtxSsrc);
        scene.Bye(Old);
        scene.Push(New, 100, 1, SourceScene.Vp8(isKey: true), 96, SourceScene.Rid("h"));
        scene.Push(New, 102, 6001, SourceScene.Vp8(), 96);
        Assert.False(scene.Producer.Streams[0]!.Parameters.HasRtx);
        Assert.Equal([Old, 6u], scene.Forgotten);

        scene.Push(60, 1, 3001, [0, 101, .. SourceScene.Vp8()], 97, SourceScene.RepairedRid("h"));
        Assert.Equal(60u, scene.Producer.Streams[0]!.Parameters.RtxSsrc);
        Assert.Equal([100, 102, 101], scene.Sent.TakeLast(3).Select(static sent => (int)sent.Input));

        // RTX alone changes its SSRC, after a BYE.
        scene.Push(61, 1, 3001, [0, 101, 1], 97, SourceScene.RepairedRid("h"));
        Assert.Equal(60u, scene.Producer.Streams[0]!.Parameters.RtxSsrc);
        scene.Bye(60);
        scene.Push(61, 2, 3001, [0, 101, 1], 97, SourceScene.RepairedRid("h"));
        Assert.Equal(61u, scene.Producer.Streams[0]!.Parameters.RtxSsrc);
    }

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Pipe)]
    [InlineData(ConsumerType.Svc)]
    [InlineData(ConsumerType.Simulcast)]
    public void Time_goes_on_for_the_receiver_as_the_clock_does(ConsumerType type)
    {
        using var scene = new SourceScene(MediaKind.Video, Vp8, """{ "rid": "h", "scalabilityMode": "L1T3" }""");
        scene.Consume(type);
        scene.Push(Old, 1, 1000, SourceScene.Vp8(isKey: true), 96, SourceScene.Rid("h"));
        scene.Push(Old, 2, 4000, SourceScene.Vp8(), 96);
        scene.Wait(TimeSpan.FromSeconds(3));
        scene.Push(New, 7, 0x9000_0000, SourceScene.Vp8(isKey: true), 96, SourceScene.Rid("h"));
        scene.Push(New, 8, 0x9000_0000 + 3000, SourceScene.Vp8(), 96);

        Assert.Equal([1000u, 4000u, 4000u + 270_000, 4000u + 273_000], scene.Sent.Select(static sent => sent.Timestamp));
        scene.AssertNoGap();
    }

    [Fact]
    public void A_sender_that_changes_its_SSRC_all_the_time_makes_a_bounded_number_of_streams()
    {
        using var scene = new SourceScene(MediaKind.Audio, Opus);
        scene.Consume();
        for (uint i = 1; i <= 1000; i++)
        {
            scene.Push(i, 1, 1, new byte[9], 111, SourceScene.Mid());
            scene.Bye(i);
        }

        Assert.Equal(EngineLimits.SourceReplacementBurst, scene.Forgotten.Count);
    }

    private static void Start(SourceScene scene, string name)
    {
        scene.Consume(scene.Producer.Streams.Count > 1 ? ConsumerType.Simulcast : ConsumerType.Simple);
        scene.Push(Old, 10, 1000, SourceScene.Vp8(isKey: true), 96, Name(name));
        scene.Push(Old, 11, 1100, SourceScene.Vp8(), 96);
        Assert.Equal(2, scene.Sent.Count);
    }

    private static (int Id, byte[] Value) Name(string name) => name == "mid" ? SourceScene.Mid() : SourceScene.Rid("h");
}
