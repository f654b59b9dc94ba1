namespace Tureen.Tests.Audio.Receiving;

/// <summary>Eight hours between clocks that differ by 100 ppm, 2.9 seconds in all, with a decoder that costs nothing.</summary>
public sealed class ClockSkewTests
{
    private const int Hours = 8;
    private const int Frames = Hours * 3_600 * 50;

    [Theory]
    [InlineData(100)]
    [InlineData(-100)]
    public void Eight_hours_with_clocks_that_differ_keep_their_delay_without_gaps(int partsPerMillion)
    {
        var random = new Random(5);
        TimeSpan frame = TimeSpan.FromTicks((long)(TimeSpan.FromMilliseconds(20).Ticks * (1 - (partsPerMillion / 1e6))));
        SimulatedListener listener = new(sampleRate: 8_000);
        for (int i = 0; i < Frames; i++)
        {
            TimeSpan sentAt = i * frame;
            listener.Send(sentAt + TimeSpan.FromMilliseconds(20 + (5 * random.NextDouble())), SimulatedListener.Packet(i, timestamp: (uint)(i * 960L)));
            if (i % 50 == 0)
            {
                listener.RunUntil(sentAt);
            }
        }

        double seconds = (double)(partsPerMillion > 0 ? listener.Counters.RemovedSamples : listener.Counters.InsertedSamples) / 8_000;
        double wrongWay = (double)(partsPerMillion > 0 ? listener.Counters.InsertedSamples : listener.Counters.RemovedSamples) / 8_000;

        // Of a slower sender, some of the missing time shows as a late packet before the delay is raised.
        double concealed = partsPerMillion > 0 ? 0 : (double)listener.Counters.ConcealedSamples / 8_000;
        Assert.InRange(seconds + concealed - wrongWay, 2.7, 3.1);
        Assert.Equal(0, listener.Receiver.Lost);
        Assert.Equal(0, listener.Counters.DroppedPackets);
        Assert.True(listener.ConcealedShare < 0.0005, $"{listener.ConcealedShare:P3} concealed");
        Assert.True(listener.Receiver.TargetDelay < TimeSpan.FromMilliseconds(15), $"{listener.Receiver.TargetDelay}");
    }
}
