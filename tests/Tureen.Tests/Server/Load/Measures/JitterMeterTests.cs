using Tureen.Server.Load.Measures;

namespace Tureen.Tests.Server.Load.Measures;

public sealed class JitterMeterTests
{
    [Fact]
    public void What_comes_as_it_was_sent_has_none()
    {
        JitterMeter meter = Meter(Enumerable.Range(0, 100).Select(static i => (i * 20.0, (uint)(i * 960))));

        Assert.Equal(0, meter.Milliseconds, 6);
    }

    [Fact]
    public void Every_second_packet_late_is_the_jitter_of_that_delay()
    {
        JitterMeter meter = Meter(Enumerable.Range(0, 500).Select(static i => ((i * 20.0) + (i % 2 * 8), (uint)(i * 960))));

        Assert.Equal(8, meter.Milliseconds, 2);
    }

    [Fact]
    public void The_packets_of_one_frame_are_one()
    {
        JitterMeter meter = Meter(Enumerable.Range(0, 100).Select(static i => ((i / 4 * 20.0) + (i % 4), (uint)(i / 4 * 960))));

        Assert.Equal(0, meter.Milliseconds, 6);
    }

    private static JitterMeter Meter(IEnumerable<(double Milliseconds, uint Timestamp)> packets)
    {
        var meter = new JitterMeter(48_000);
        foreach ((double milliseconds, uint timestamp) in packets)
        {
            // Wrapping of the timestamps changes nothing.
            meter.Add(TimeSpan.FromMilliseconds(milliseconds), timestamp + (uint.MaxValue - 5_000));
        }

        return meter;
    }
}
