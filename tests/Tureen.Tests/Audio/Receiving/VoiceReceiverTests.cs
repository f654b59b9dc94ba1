using Tureen.Audio;
using Tureen.Audio.Receiving;

namespace Tureen.Tests.Audio.Receiving;

public sealed class VoiceReceiverTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Packets_that_come_in_step_are_played_whole_with_little_delay()
    {
        SimulatedListener listener = new() { KeepsSamples = true };
        SendAll(listener, 500, static _ => TimeSpan.FromMilliseconds(10));
        listener.RunUntil(500 * Frame);

        Assert.Equal(0, listener.Counters.ConcealedSamples);
        Assert.Equal(0, listener.Receiver.Lost);
        Assert.True(listener.Receiver.TargetDelay <= TimeSpan.FromMilliseconds(5), $"{listener.Receiver.TargetDelay}");
        Assert.All(listener.Pulled[100..], static pulled => Assert.InRange(pulled.Waited!.Value.TotalMilliseconds, 0, 35));
        Assert.InRange(Tones.Amplitude(listener.Played.ToArray().AsSpan()[^8_000..], 400, 16_000), 7_000, 9_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Jitter_is_waited_for_and_not_concealed(int seed)
    {
        var random = new Random(seed);
        SimulatedListener listener = new();
        SendAll(listener, 3_000, _ => TimeSpan.FromMilliseconds(30 * random.NextDouble()));
        listener.RunUntil(3_000 * Frame);

        Assert.True(listener.ConcealedShare < 0.002, $"{listener.ConcealedShare:P2} concealed, seed {seed}");
        Assert.InRange(listener.Receiver.TargetDelay.TotalMilliseconds, 25, 40);
        Assert.InRange(listener.Counters.Jitter / 48, 5, 15);
    }

    [Fact]
    public void A_lost_packet_is_concealed_once_without_fec()
    {
        SimulatedListener listener = new();
        SendAll(listener, 200, static number => number == 100 ? null : TimeSpan.FromMilliseconds(10));
        listener.RunUntil(190 * Frame);

        Assert.Equal(1, listener.Receiver.Lost);
        Assert.Equal(320, listener.Counters.ConcealedSamples);
    }

    [Fact]
    public void A_burst_of_losses_is_concealed_and_the_rest_keeps_its_place()
    {
        SimulatedListener listener = new();
        SendAll(listener, 400, static number => number is >= 200 and < 205 ? null : TimeSpan.FromMilliseconds(10));
        listener.RunUntil(390 * Frame);

        Assert.Equal(5, listener.Receiver.Lost);
        Assert.Equal(5 * 320, listener.Counters.ConcealedSamples);
        Assert.Equal(0, listener.Counters.LatePackets);
    }

    [Fact]
    public void A_pause_of_the_network_delays_what_comes_late_and_catches_up()
    {
        SimulatedListener listener = new() { KeepsSamples = true };
        SendAll(listener, 1_000, static number => number is >= 300 and < 310
            ? TimeSpan.FromMilliseconds(10 + (20 * (310 - number)))
            : TimeSpan.FromMilliseconds(10));
        listener.RunUntil(990 * Frame);

        Assert.Equal(0, listener.Receiver.Lost);
        Assert.True(listener.Counters.RemovedSamples > 0);
        Assert.True(listener.ConcealedShare < 0.02, $"{listener.ConcealedShare:P2}");
        Assert.True(listener.Pulled[^1].Waited < TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public void Packets_that_overtake_each_other_are_put_in_order()
    {
        SimulatedListener listener = new() { KeepsSamples = true };
        SendAll(listener, 500, static number => TimeSpan.FromMilliseconds(number % 2 == 0 ? 35 : 10));
        listener.RunUntil(490 * Frame);

        Assert.Equal(0, listener.Receiver.Lost);
        Assert.True(listener.ConcealedShare < 0.02, $"{listener.ConcealedShare:P2}");
        Assert.Equal(0, listener.Counters.RepeatedPackets);
    }

    [Fact]
    public void Numbers_and_timestamps_wrap()
    {
        SimulatedListener listener = new();
        for (int i = 0; i < 400; i++)
        {
            listener.Send((i * Frame) + TimeSpan.FromMilliseconds(5), new IncomingPacket(
                (ushort)(65_400 + i), uint.MaxValue - 100_000 + (uint)(i * 960), SimulatedListener.Payload()));
        }

        listener.RunUntil(390 * Frame);

        Assert.Equal(0, listener.Counters.ConcealedSamples);
        Assert.Equal(0, listener.Receiver.Lost);
        Assert.Equal(1, listener.Counters.Restarts);
    }

    [Theory]
    [InlineData(20_000, 5_000_000u)]
    [InlineData(201, 4_000_000_000u)]
    [InlineData(201, 0u)]
    public void A_sender_that_restarts_is_heard_again(int firstNumber, uint firstTimestamp)
    {
        SimulatedListener listener = new() { KeepsSamples = true };
        SendAll(listener, 200, static _ => TimeSpan.FromMilliseconds(10));
        for (int i = 0; i < 200; i++)
        {
            byte[] payload = SimulatedListener.Payload(tone: 80);
            listener.Send((200 + i) * Frame, SimulatedListener.Packet(firstNumber + i, payload, firstTimestamp + (uint)(i * 960)));
        }

        listener.RunUntil(390 * Frame);

        Assert.Equal(2, listener.Counters.Restarts);
        Assert.InRange(Tones.Amplitude(listener.Played.ToArray().AsSpan()[^8_000..], 800, 16_000), 7_000, 9_000);
        Assert.True(listener.Counters.ConcealedSamples <= 7 * 320);
    }

    [Fact]
    public void Dtx_is_silence_and_what_follows_begins_in_step()
    {
        SimulatedListener listener = new() { KeepsSamples = true };
        int number = 0;
        for (int spell = 0; spell < 10; spell++)
        {
            for (int i = 0; i < 50; i++)
            {
                TimeSpan at = ((spell * 100) + i) * Frame;
                byte[] payload = i == 49 ? SimulatedListener.Dtx() : SimulatedListener.Payload();
                listener.Send(at + TimeSpan.FromMilliseconds(10), SimulatedListener.Packet(number++, payload, (uint)(at.TotalMilliseconds * 48)));
            }
        }

        listener.RunUntil(1_000 * Frame);

        Assert.Equal(0, listener.Counters.ConcealedSamples);
        Assert.Equal(0, listener.Receiver.Lost);
        Assert.Equal(0, listener.Counters.LatePackets);
        Assert.InRange(listener.Counters.SilentSamples, 500 * 320, 520 * 320);
    }

    [Fact]
    public void A_sender_that_stops_without_a_word_is_concealed_for_a_moment_and_then_silent()
    {
        SimulatedListener listener = new() { KeepsSamples = true };
        SendAll(listener, 100, static _ => TimeSpan.FromMilliseconds(10));
        listener.RunUntil(400 * Frame);

        Assert.InRange(listener.Counters.ConcealedSamples, 320, 7 * 320);
        Assert.Equal(AudioFrameKind.Silence, listener.Pulled[^1].Kind);
        Assert.Null(listener.Pulled[^1].Waited);
    }

    [Fact]
    public void Frames_know_when_they_were_captured()
    {
        DateTimeOffset start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        SimulatedListener listener = new() { KeepsSamples = true };
        for (int i = 0; i < 300; i++)
        {
            listener.Send((i * Frame) + TimeSpan.FromMilliseconds(10), SimulatedListener.Packet(i) with { CapturedAt = start + (i * Frame) });
        }

        listener.RunUntil(290 * Frame);

        DateTimeOffset[] captured = [.. listener.Pulled[100..].Select(static pulled => pulled.CapturedAt!.Value)];
        Assert.All(captured.Zip(captured[1..]), static pair => Assert.InRange((pair.Second - pair.First).TotalMilliseconds, 0, 40));
        Assert.InRange((start + (290 * Frame) - captured[^1]).TotalMilliseconds, 20, 70);
    }

    /// <summary>Sends packets of 20 ms; null loses one.</summary>
    private static void SendAll(SimulatedListener listener, int count, Func<int, TimeSpan?> delay)
    {
        for (int i = 0; i < count; i++)
        {
            if (delay(i) is { } late)
            {
                listener.Send((i * Frame) + late, SimulatedListener.Packet(i));
            }
        }
    }
}
