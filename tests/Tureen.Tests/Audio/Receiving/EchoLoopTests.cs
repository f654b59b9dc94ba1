using Tureen.Audio.Receiving;
using Tureen.Audio.Sending;
using Tureen.Tests.Audio.Sending;

namespace Tureen.Tests.Audio.Receiving;

/// <summary>A program that says what it hears: how long sound takes from the packet in which it comes to the packet in which it leaves.</summary>
public sealed class EchoLoopTests(ITestOutputHelper output)
{
    private const int Rate = 48_000;
    private const int FrameLength = 960;
    private const int Frames = 3_000;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly List<(long Position, TimeSpan ArrivedAt)> _written = [];
    private readonly List<double> _milliseconds = [];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    [InlineData(13, 5)]
    [InlineData(19, 10)]
    public void An_echo_takes_less_than_60_ms_beyond_its_frame(int phase, int jitter)
    {
        var random = new Random(phase);
        var receiver = new VoiceReceiver(new ReceiverOptions(Rate, TimeSpan.Zero, TimeSpan.FromSeconds(1)), new ToneDecoder(Rate));
        TimeSpan now = TimeSpan.Zero;
        VoiceSender sender = new(new SenderOptions(Rate, TimeSpan.FromSeconds(1)), new LoudnessEncoder(), 0, packet => Note(now, packet));
        short[] samples = new short[FrameLength];
        long position = 0;

        // Timers of a program are up to a millisecond late.
        for (int i = 0; i < Frames; i++)
        {
            TimeSpan arrives = (i * Frame) + TimeSpan.FromMilliseconds(jitter * random.NextDouble());
            TimeSpan reads = (i * Frame) + TimeSpan.FromMilliseconds(phase + random.NextDouble());
            if (arrives <= reads)
            {
                receiver.Insert(arrives, SimulatedListener.Packet(i));
            }

            RunUntil(reads);
            PulledAudio pulled = receiver.Pull(now = reads, samples);
            if (pulled.Waited is { } waited)
            {
                _written.Add((position, now - waited));
                position += sender.Write(now, samples);
            }

            if (arrives > reads)
            {
                receiver.Insert(arrives, SimulatedListener.Packet(i));
            }
        }

        double[] sorted = [.. _milliseconds.Order()];
        output.WriteLine($"phase {phase} ms, jitter {jitter} ms: median {sorted[sorted.Length / 2]:F1} ms beyond the frame, at most {sorted[^1]:F1} ms, {sorted.Length} frames");
        Assert.True(sorted.Length > Frames * 9 / 10);
        Assert.True(sorted[sorted.Length / 2] < 60);
        Assert.True(sorted[^1] < 100);

        void RunUntil(TimeSpan end)
        {
            while (sender.NextDeadline is { } deadline && deadline < end)
            {
                now = deadline + TimeSpan.FromMilliseconds(random.NextDouble() / 2);
                sender.HandleDeadline(now);
            }
        }
    }

    private void Note(TimeSpan now, OutgoingPacket packet)
    {
        while (packet.Frame.Count > 0 && _written.Count > 0 && _written[0].Position < packet.Frame.Position + packet.Frame.Count)
        {
            _milliseconds.Add((now - _written[0].ArrivedAt - Frame).TotalMilliseconds);
            _written.RemoveAt(0);
        }
    }
}
