using Tureen.Audio;

namespace Tureen.Tests.Audio.Receiving;

/// <summary>What is heard over bad paths, with the real codec. The figures are printed.</summary>
public sealed class ImpairedCallTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(40);

    /// <summary>What the simulated path takes without jitter.</summary>
    private static readonly TimeSpan PathDelay = TimeSpan.FromMilliseconds(40);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_fec_less_than_1_percent_is_concealed_at_5_percent_loss_and_30_ms_jitter(int seed)
    {
        (double concealed, double score) = Measure("FEC", new ImpairedCall(seed, loss: 0.05, Uniform, hasFec: true));

        Assert.True(concealed < 0.01, $"{concealed:P2} concealed, seed {seed}");
        Assert.True(score > 4.2, $"score {score:F2}, seed {seed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void With_red_still_less_is_concealed(int seed)
    {
        (double concealed, double score) = Measure("RED 2", new ImpairedCall(seed, loss: 0.05, Uniform, hasFec: false, redundancy: 2));

        Assert.True(concealed < 0.005, $"{concealed:P2} concealed, seed {seed}");
        Assert.True(score > 4.2, $"score {score:F2}, seed {seed}");
    }

    [Fact]
    public void Without_repair_a_lost_packet_is_a_concealed_one()
    {
        (double concealed, double score) = Measure("no repair", new ImpairedCall(seed: 1, loss: 0.05, Uniform, hasFec: false));

        Assert.InRange(concealed, 0.025, 0.055);
        Assert.True(score < 4.15, $"score {score:F2}");
    }

    [Fact]
    public void Rare_long_delays_are_concealed_rather_than_waited_for()
    {
        (double concealed, double score) = Measure("FEC, long tail", new ImpairedCall(seed: 1, loss: 0.05, LongTail, hasFec: true));

        Assert.True(concealed < 0.03, $"{concealed:P2} concealed");
        Assert.True(score > 3.7, $"score {score:F2}");
    }

    /// <summary>Jitter of 30 ms: each packet comes from 0 to 30 ms late.</summary>
    private static double Uniform(Random random) => 30 * random.NextDouble();

    /// <summary>An exponential distribution with a mean of 15 ms, whose deviation is the same.</summary>
    private static double LongTail(Random random) => -15 * Math.Log(1 - random.NextDouble());

    private (double Concealed, double Score) Measure(string name, ImpairedCall call)
    {
        call.Run(Duration);
        SimulatedListener listener = call.Listener;
        TimeSpan waited = TimeSpan.FromTicks((long)listener.Pulled.Where(static one => one.Waited is not null).Average(static one => one.Waited!.Value.Ticks));
        double score = VoiceQuality.Score(PathDelay + waited + listener.Frame, listener.HeardConcealedShare);
        output.WriteLine(
            $"{name}: {listener.HeardConcealedShare:P2} concealed, with silence {listener.ConcealedShare:P2}, {(double)listener.Counters.RecoveredSamples / listener.Counters.Samples:P2} recovered, target {listener.Receiver.TargetDelay.TotalMilliseconds:F0} ms, waited {waited.TotalMilliseconds:F0} ms, late {listener.Counters.LatePackets}, score {score:F2}");
        return (listener.HeardConcealedShare, score);
    }
}
