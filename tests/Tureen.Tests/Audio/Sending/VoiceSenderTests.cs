using Tureen.Audio;
using Tureen.Audio.Sending;
using Tureen.Testing;

namespace Tureen.Tests.Audio.Sending;

public sealed class VoiceSenderTests
{
    private const int Rate = 16_000;
    private const int FrameLength = 320;
    private const int RtpFrame = 960;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly List<(TimeSpan At, uint Timestamp, bool Marker, int Length, SentAudio Frame)> _sent = [];
    private TimeSpan _now;

    [Fact]
    public void Much_that_is_written_at_once_leaves_one_frame_each_20_ms()
    {
        VoiceSender sender = Create();
        sender.Write(_now, Loud(100));
        RunUntil(sender, 100 * Frame);

        Assert.Equal(100, _sent.Count(static one => one.Frame.Count > 0));
        Assert.All(_sent.Index(), one => Assert.Equal(one.Index * Frame, one.Item.At));
        Assert.All(_sent.Zip(_sent.Skip(1)), static pair => Assert.Equal((uint)RtpFrame, pair.Second.Timestamp - pair.First.Timestamp));
        Assert.True(_sent[0].Marker);
        Assert.DoesNotContain(_sent.Skip(1), static one => one.Marker);
    }

    [Fact]
    public void What_is_written_as_it_comes_leaves_at_once()
    {
        VoiceSender sender = Create();
        var random = new Random(7);
        TimeSpan[] written = [.. Enumerable.Range(0, 500).Select(i => (i * Frame) + TimeSpan.FromMilliseconds(4 * random.NextDouble()))];
        foreach (TimeSpan at in written)
        {
            RunUntil(sender, at);
            sender.Write(_now = at, Loud(1));
        }

        RunUntil(sender, _now + TimeSpan.FromMilliseconds(15));
        Assert.Equal(500, _sent.Count(static one => one.Frame.Count == FrameLength));
        Assert.Equal(0, sender.Counters.Pauses);
        Assert.All(_sent.Zip(written), static pair => Assert.InRange((pair.First.At - pair.Second).TotalMilliseconds, 0, 8));
    }

    [Fact]
    public void Timers_that_are_late_do_not_add_up()
    {
        VoiceSender sender = Create();
        var random = new Random(3);
        sender.Write(_now, Loud(1_000));
        while (sender.Queued > 0)
        {
            _now = sender.NextDeadline!.Value + TimeSpan.FromMilliseconds(15 * random.NextDouble());
            sender.HandleDeadline(_now);
        }

        Assert.InRange((_now - (999 * Frame)).TotalMilliseconds, 0, 15);
        Assert.Equal(0, sender.Counters.MissedFrames);
    }

    [Fact]
    public void A_sender_that_was_held_up_sends_some_frames_and_gives_up_the_rest_of_the_time()
    {
        VoiceSender sender = Create();
        sender.Write(_now, Loud(200));
        _now = TimeSpan.FromHours(1);
        sender.HandleDeadline(_now);

        Assert.Equal(1 + AudioLimits.MaxBurst, _sent.Count);
        Assert.InRange(sender.NextDeadline!.Value - _now, TimeSpan.FromTicks(1), Frame);
        sender.HandleDeadline(sender.NextDeadline.Value);
        Assert.InRange((int)(_sent[^1].Timestamp - _sent[0].Timestamp) / 48_000.0, 3_599.9, 3_600.1);
    }

    [Fact]
    public void An_interruption_takes_effect_with_the_next_frame()
    {
        VoiceSender sender = Create();
        sender.Write(_now, Loud(500));
        RunUntil(sender, 50 * Frame);
        int before = _sent.Count(static one => one.Frame.Level < AudioLevels.Silence);

        Assert.Equal((500 - before) * FrameLength, sender.Clear());
        RunUntil(sender, 100 * Frame);

        Assert.Equal(before, _sent.Count(static one => one.Frame.Level < AudioLevels.Silence));
        Assert.Equal(0, sender.Queued);
        sender.Write(_now, Loud(1));
        Assert.Equal(500 * FrameLength, _sent[^1].Frame.Position);
        Assert.True(_sent[^1].Marker);
    }

    [Fact]
    public void Silence_ends_in_a_packet_without_audio_every_400_ms_and_timestamps_count_it()
    {
        VoiceSender sender = Create();
        sender.Write(_now, Loud(5));
        RunUntil(sender, TimeSpan.FromSeconds(10));
        int[] lengths = [.. _sent.Select(static one => one.Length)];

        Assert.Equal(15, lengths.Count(static length => length > 2));
        Assert.InRange(lengths.Count(static length => length == 1), 23, 26);
        _now = TimeSpan.FromMilliseconds(10_007);
        sender.Write(_now, Loud(1));

        Assert.True(_sent[^1].Marker);
        Assert.Equal(_now, _sent[^1].At);
        Assert.InRange((_sent[^1].Timestamp - _sent[0].Timestamp) / 48.0, 10_000, 10_025);
    }

    [Fact]
    public void Silence_that_is_written_is_not_sent_either()
    {
        VoiceSender sender = Create();
        sender.Write(_now, Loud(5));
        sender.Write(_now, new short[200 * FrameLength]);
        sender.Write(_now, Loud(5));
        RunUntil(sender, 215 * Frame);

        Assert.InRange(sender.Counters.SkippedFrames, 170, 200);
        Assert.Equal((uint)(205 * RtpFrame), _sent.First(static one => one.Frame.Position == 205 * FrameLength).Timestamp - _sent[0].Timestamp);
        Assert.Equal(2, _sent.Count(static one => one.Marker));
    }

    [Fact]
    public void Without_dtx_silence_is_sent_like_anything_else()
    {
        VoiceSender sender = Create(hasDtx: false);
        sender.Write(_now, Loud(5));
        RunUntil(sender, TimeSpan.FromSeconds(10));

        Assert.InRange(_sent.Count, 498, 501);
        Assert.All(_sent, static one => Assert.True(one.Length > 2));
    }

    [Fact]
    public void The_queue_takes_no_more_than_its_limit()
    {
        VoiceSender sender = Create();

        Assert.Equal(30 * Rate, sender.Write(_now, new short[40 * Rate]));
        Assert.Equal(FrameLength, sender.Write(_now, new short[Rate]));
    }

    [Fact]
    public void Eight_hours_of_speech_do_not_drift()
    {
        VoiceSender sender = Create();
        short[] second = Loud(50);
        long frames = 0;
        for (int i = 0; i < 8 * 3_600; i++)
        {
            sender.Write(_now, second);
            _sent.Clear();
            RunUntil(sender, TimeSpan.FromSeconds(i + 1));
            frames += _sent.Count(static one => one.Frame.Count > 0);
        }

        Assert.InRange(8 * 3_600 * 50 - frames, 0, 50);
        Assert.Equal(0, sender.Counters.Pauses);
        Assert.InRange(sender.NextDeadline!.Value - TimeSpan.FromHours(8), -Frame, Frame);
    }

    [Fact]
    public void A_frame_costs_no_memory()
    {
        short[] frame = Loud(1);
        var sender = new VoiceSender(new SenderOptions(Rate, TimeSpan.FromSeconds(1), Redundancy: 2), new LoudnessEncoder(), 0, static _ => { });
        Step();

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                Step();
            }
        }));

        void Step()
        {
            sender.Write(_now, frame);
            _now += Frame;
            sender.HandleDeadline(_now);
        }
    }

    private static short[] Loud(int frames) => Tones.Sine(400, Rate, frames * FrameLength);

    private VoiceSender Create(bool hasDtx = true) => new(
        new SenderOptions(Rate, TimeSpan.FromSeconds(30), hasDtx),
        new LoudnessEncoder(),
        firstTimestamp: uint.MaxValue - 5_000,
        packet => _sent.Add((_now, packet.Timestamp, packet.Marker, packet.Payload.Length, packet.Frame)));

    private void RunUntil(VoiceSender sender, TimeSpan end)
    {
        while (sender.NextDeadline is { } deadline && deadline < end)
        {
            _now = deadline;
            sender.HandleDeadline(_now);
        }

        _now = end;
    }
}
