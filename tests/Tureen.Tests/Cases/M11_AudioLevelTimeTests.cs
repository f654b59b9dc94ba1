using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Forwarding.Observers;

namespace Tureen.Tests.Cases;

/// <summary>Observers weigh levels by the time that packets cover, not by the number of packets.</summary>
public sealed class M11_AudioLevelTimeTests
{
    [Theory]
    [InlineData(10, 250)]
    [InlineData(10, 1000)]
    [InlineData(20, 400)]
    [InlineData(40, 400)]
    [InlineData(60, 250)]
    [InlineData(60, 400)]
    [InlineData(120, 250)]
    [InlineData(120, 400)]
    [InlineData(120, 1000)]
    [InlineData(200, 1000)]
    public void M11_each_interval_has_its_volumes_however_long_the_packets_are(int packet, int interval)
    {
        using var scene = new ObserverScene { PacketMilliseconds = packet };
        Observe(scene, interval, "a", "b", "c");
        scene.Run(4, 30, 70, 70);

        List<string> events = scene.TakeEvents();
        Assert.InRange(events.Count, (4000 / interval) - 1, 4000 / interval);
        Assert.All(events, static reported => Assert.Equal("a:-30", reported));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(60)]
    public void M11_half_a_second_at_each_of_two_levels_is_their_mean(int packet)
    {
        using var scene = new ObserverScene { PacketMilliseconds = packet };
        Observe(scene, 1200, "a");
        scene.Run(0.6, 20);
        scene.Run(0.6, 40);
        Assert.Equal(["a:-30"], scene.TakeEvents());
    }

    [Theory]
    [InlineData(10, 150)]
    [InlineData(20, 180)]
    [InlineData(60, 180)]
    [InlineData(120, 120)]
    public void M11_less_than_200_ms_is_no_average(int packet, int spoken)
    {
        using var scene = new ObserverScene { PacketMilliseconds = packet };
        Observe(scene, 1200, "a");
        scene.Run(1.2, 30);
        Assert.Equal(["a:-30"], scene.TakeEvents());
        scene.Run(spoken / 1000.0, 30);
        scene.Run(2.4 - (spoken / 1000.0));
        Assert.Equal(["silence"], scene.TakeEvents());
    }

    [Fact]
    public void M11_silence_that_is_left_out_counts_as_the_packet_that_marks_it()
    {
        // Speech for 300 ms, then one packet of comfort noise each 400 ms.
        using var scene = new ObserverScene();
        ProducerCore producer = Observe(scene, 1000, "a");
        scene.Run(0.3, 30);
        scene.Run(0.7 - 0.04, [null]);
        scene.Push(producer, 127);
        scene.Run(0.04, [null]);

        // 15 packets of 20 ms, and one of silence.
        Assert.Equal(["a:-36"], scene.TakeEvents());
    }

    [Fact]
    public void M11_lost_packets_do_not_make_the_others_longer()
    {
        var duration = new PacketDuration(48_000);
        duration.Handle(1, 0);
        duration.Handle(2, 2880);
        Assert.Equal(TimeSpan.FromMilliseconds(60), duration.Value);
        duration.Handle(5, 4 * 2880);
        Assert.Equal(TimeSpan.FromMilliseconds(60), duration.Value);
    }

    [Theory]
    [InlineData(3u, 0u)]
    [InlineData(3u, 960u)]
    [InlineData(3u, 48_000u)]
    [InlineData(3u, 0x8000_0000u)]
    [InlineData(4u, 970u)]
    [InlineData(1u, 5000u)]
    [InlineData(30_000u, 5000u)]
    public void M11_a_step_that_no_packet_can_cover_says_nothing(uint sequence, uint timestamp)
    {
        var duration = new PacketDuration(48_000);
        duration.Handle(1, 0);
        duration.Handle(2, 960);
        duration.Handle((ushort)sequence, timestamp);
        Assert.Equal(TimeSpan.FromMilliseconds(20), duration.Value);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(120)]
    public void M11_the_active_speaker_is_found_however_long_the_packets_are(int packet)
    {
        using var scene = new ObserverScene { PacketMilliseconds = packet };
        ProducerCore a = scene.Produce("a");
        ProducerCore b = scene.Produce("b");
        var observer = new ActiveSpeakerObserverCore(scene.Now, scene.Context, new() { Id = "o" });
        observer.AddProducer(scene.Now, a);
        observer.AddProducer(scene.Now, b);
        scene.Run(3, ObserverScene.Quiet, ObserverScene.Quiet);
        scene.TakeEvents();
        scene.Run(3, ObserverScene.Quiet, ObserverScene.Voice);
        Assert.Equal(["b"], scene.TakeEvents());
        scene.Run(6, ObserverScene.Voice, ObserverScene.Quiet);
        Assert.Equal(["a"], scene.TakeEvents());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(120)]
    public void M11_the_scores_of_a_speaker_are_those_of_the_same_speech_in_packets_of_20_ms(int packet)
    {
        SpeakerActivity expected = Speak(20);
        SpeakerActivity actual = Speak(packet);
        Assert.Equal(
            (expected.ImmediateScore, expected.MediumScore, expected.LongScore),
            (actual.ImmediateScore, actual.MediumScore, actual.LongScore));
    }

    /// <summary>Three seconds of noise, then 600 ms of speech.</summary>
    private static SpeakerActivity Speak(int packetMilliseconds)
    {
        Timestamp now = Timestamp.FromMilliseconds(1000);
        var activity = new SpeakerActivity(now);
        for (int at = packetMilliseconds; at <= 3600; at += packetMilliseconds)
        {
            activity.HandleLevel(now + TimeSpan.FromMilliseconds(at), (byte)(at <= 3000 ? 30 : 100));
            activity.Evaluate();
        }

        return activity;
    }

    private static ProducerCore Observe(ObserverScene scene, int interval, params string[] ids)
    {
        var observer = new AudioLevelObserverCore(
            scene.Now, scene.Context, new() { Id = "o", MaxEntries = 1, Threshold = -60, Interval = TimeSpan.FromMilliseconds(interval) });
        ProducerCore? last = null;
        foreach (string id in ids)
        {
            last = scene.Produce(id);
            observer.AddProducer(scene.Now, last);
        }

        return last!;
    }
}
