using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>A switch between layers goes on in time, whatever the senders' reports say of their timestamps.</summary>
public sealed class UnknownTimesSwitchTests
{
    private const int ClockRate = 90_000;
    private static readonly string[] Vp8 = ["96/VP8/90000"];
    private static readonly uint[] Bases = [1_000_000, 0xF000_0000];

    [Fact]
    public void Reports_without_a_clock_do_not_keep_a_viewer_from_the_higher_layer()
    {
        using SourceScene scene = Start();
        Assert.Equal(0, scene.Consumer.CurrentLayers!.SpatialLayer);
        scene.Report(5, new NtpTime(0), 0);
        scene.Report(6, new NtpTime(0), 0);
        Frame(scene, 2, isKey: true);
        Frame(scene, 3, isKey: false);
        Assert.Equal(1, scene.Consumer.CurrentLayers!.SpatialLayer);
        AssertSteps(scene, TimeSpan.FromMilliseconds(80), "clockless");
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(-4_000_000_000)]
    [InlineData(100_000_000)]
    [InlineData(0)]
    public void Reports_that_disagree_absurdly_are_not_believed(long stepSeconds)
    {
        using SourceScene scene = Start();
        ulong ntp = scene.Context.Ntp.ToNtp(scene.Now).ToMicroseconds();
        scene.Report(5, NtpTime.FromMicroseconds(ntp), Bases[0]);
        uint error = stepSeconds == 0 ? 0x4000_0000u : 0;
        scene.Report(6, NtpTime.FromMicroseconds((ulong)((long)ntp + (stepSeconds * 1_000_000))), Bases[1] + error);
        Frame(scene, 2, isKey: true);
        Frame(scene, 3, isKey: false);
        Assert.Equal(1, scene.Consumer.CurrentLayers!.SpatialLayer);
        scene.Prefer(0);
        Frame(scene, 4, isKey: true);
        Frame(scene, 5, isKey: false);
        Assert.Equal(0, scene.Consumer.CurrentLayers!.SpatialLayer);
        AssertSteps(scene, TimeSpan.FromMilliseconds(80), $"step {stepSeconds}");
    }

    [Fact]
    public void Reports_that_agree_align_the_layers()
    {
        using SourceScene scene = Start();
        scene.Report(5, scene.Context.Ntp.ToNtp(scene.Now), Bases[0] + 3000);
        scene.Report(6, scene.Context.Ntp.ToNtp(scene.Now), Bases[1] + 3000);
        Frame(scene, 2, isKey: true);
        Frame(scene, 3, isKey: false);
        Assert.Equal(1, scene.Consumer.CurrentLayers!.SpatialLayer);

        // The lower layer's frame of the same instant left before, so the higher one is moved on by the 33 ms of a frame.
        Assert.Equal(Bases[0] + (3 * 3000) + 2970, scene.Sent[^1].Timestamp);
    }

    [Fact]
    public void Whatever_reports_say_timestamps_never_leap()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new SeededRandomSource(seed);
            using SourceScene scene = Start();
            int switches = 0;
            int? current = null;
            for (int i = 2; i < 400; i++)
            {
                if (i % 10 == 0)
                {
                    scene.Prefer(random.Next(0, 1));
                    uint ssrc = (uint)random.Next(5, 6);
                    scene.Report(ssrc, UnknownTimesTests.RandomNtp(scene, random), random.NextUInt32());
                }

                Frame(scene, i, isKey: i % 5 == 0);
                switches += scene.Consumer.CurrentLayers?.SpatialLayer == current ? 0 : 1;
                current = scene.Consumer.CurrentLayers?.SpatialLayer;
            }

            Assert.True(switches > 5, $"seed {seed}: {switches} switches");
            AssertSteps(scene, EngineLimits.MaxTimestampLeap + TimeSpan.FromMilliseconds(80), $"seed {seed}");
        }
    }

    private static SourceScene Start()
    {
        var scene = new SourceScene(MediaKind.Video, Vp8, """{ "ssrc": 5 }, { "ssrc": 6 }""");
        scene.Consume(ConsumerType.Simulcast);
        Frame(scene, 0, isKey: true);
        Frame(scene, 1, isKey: false);
        return scene;
    }

    /// <summary>One picture of both layers, 33 ms after the one before.</summary>
    private static void Frame(SourceScene scene, int index, bool isKey)
    {
        scene.Wait(TimeSpan.FromMicroseconds(33_333));
        for (uint layer = 0; layer < 2; layer++)
        {
            scene.Push(5 + layer, (ushort)(100 + index), Bases[layer] + ((uint)index * 3000), SourceScene.Vp8(isKey), 96);
        }
    }

    private static void AssertSteps(SourceScene scene, TimeSpan tolerance, string place)
    {
        for (int i = 1; i < scene.Sent.Count; i++)
        {
            int step = (int)(scene.Sent[i].Timestamp - scene.Sent[i - 1].Timestamp);
            double elapsed = (scene.Sent[i].At - scene.Sent[i - 1].At).TotalSeconds * ClockRate;
            Assert.True(step > 0 && step <= elapsed + (tolerance.TotalSeconds * ClockRate), $"{place}, packet {i}: step {step} in {elapsed}");
        }
    }
}
