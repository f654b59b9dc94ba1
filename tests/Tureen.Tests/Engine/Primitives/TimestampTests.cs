using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Primitives;

public sealed class TimestampTests
{
    private static readonly long[] Instants =
        [long.MinValue, long.MinValue + 1, -922_337_203_685_477_581, -1, 0, 1, 3_600_000_000, 922_337_203_685_477_581, long.MaxValue - 1, long.MaxValue];

    private static readonly TimeSpan[] Spans = [TimeSpan.MinValue, TimeSpan.FromTicks(-1), TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.MaxValue];

    [Fact]
    public void Differences_saturate_far_from_the_bounds_of_a_span()
    {
        foreach (long a in Instants)
        {
            foreach (long b in Instants)
            {
                TimeSpan difference = new Timestamp(a) - new Timestamp(b);
                Assert.InRange(difference, -Timestamp.MaxSpan, Timestamp.MaxSpan);
                Assert.Equal(Int128.Sign((Int128)a - b), Math.Sign(difference.Ticks));

                // No sum of a few of them overflows.
                _ = difference - TimeSpan.FromSeconds(60);
                _ = difference * 4;
            }
        }
    }

    [Fact]
    public void Sums_saturate_at_never()
    {
        foreach (long at in Instants)
        {
            foreach (TimeSpan span in Spans)
            {
                Int128 exact = (Int128)at + (span.Ticks / TimeSpan.TicksPerMicrosecond);
                long expected = (long)Int128.Clamp(exact, long.MinValue, long.MaxValue);
                Assert.Equal(expected, (new Timestamp(at) + span).Microseconds);
                exact = (Int128)at - (span.Ticks / TimeSpan.TicksPerMicrosecond);
                expected = (long)Int128.Clamp(exact, long.MinValue, long.MaxValue);
                Assert.Equal(expected, (new Timestamp(at) - span).Microseconds);
            }
        }

        Assert.True((Timestamp.Never + TimeSpan.FromSeconds(1)).IsNever);
        Assert.True((Timestamp.FromMilliseconds(1) + TimeSpan.MaxValue).Milliseconds > 0);
    }

    [Fact]
    public void Ordinary_arithmetic_is_exact()
    {
        Timestamp at = Timestamp.FromMilliseconds(1500);
        Assert.Equal(TimeSpan.FromMilliseconds(500), at - Timestamp.FromMilliseconds(1000));
        Assert.Equal(2_000_000, (at + TimeSpan.FromMilliseconds(500)).Microseconds);
        Assert.Equal(1_000_000, (at - TimeSpan.FromMilliseconds(500)).Microseconds);
    }
}
