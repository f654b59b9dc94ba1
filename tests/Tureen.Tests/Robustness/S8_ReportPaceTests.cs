using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;
using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Robustness;

/// <summary>What a report says of all streams is taken now and then: a datagram full of such reports costs one walk.</summary>
public sealed class S8_ReportPaceTests
{
    [Fact]
    public void S8_of_many_answers_to_a_reference_time_one_is_taken()
    {
        using var scene = new LayerScene("video/VP8", ConsumerType.Simulcast);
        scene.Push(1, LayerScene.Vp8(1, isKey: true));
        RtpStreamReceiver stream = scene.Producer.Streams[0]!;
        Answer(scene, milliseconds: 100);
        Answer(scene, milliseconds: 900);
        Assert.InRange(stream.RoundTripTime.TotalMilliseconds, 99, 101);

        scene.Now += TimeSpan.FromMilliseconds(100);
        Answer(scene, milliseconds: 300);
        Assert.InRange(stream.RoundTripTime.TotalMilliseconds, 299, 301);
    }

    private static void Answer(LayerScene scene, int milliseconds)
    {
        uint echoed = scene.Context.Ntp.ToNtp(scene.Now - TimeSpan.FromMilliseconds(milliseconds)).Compact;
        scene.Producer.HandleDlrr(scene.Now, new DlrrEntry(LayerScene.FirstSsrc, echoed, 1));
    }
}
