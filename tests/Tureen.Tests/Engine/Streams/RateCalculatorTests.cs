using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Streams;

[Collection(nameof(AllocationMeasurement))]
public sealed class RateCalculatorTests
{
    private const int Start = 123_456;

    /// <summary>Each word of the script is <c>bytes@milliseconds=rate</c>.</summary>
    [Theory]
    [InlineData(100, "5@0=40")]
    [InlineData(100, "5@0=40 2@100=56 2@300=72 4@999=104")]
    [InlineData(100, "5@0=40 5@1000=40 5@2000=40")]
    [InlineData(1000, "5@0=40 2@999=56 1@1001=24 1@1001=32 1@2000=24 0@3001=0")]
    [InlineData(100, "5@0=40 2@999=56 1@1001=24 1@1001=32 1@2000=8 0@3001=0")]
    [InlineData(5, "1@1000=8 1@1200=16 1@1400=24 1@1600=32 1@1800=40 1@2000=40 1@2200=40 1@2400=40 1@2600=40 1@2800=40")]
    [InlineData(3, "1@0=8 1@333=16 1@666=24 1@999=32")]
    [InlineData(3, "1@0=8 1@334=16 1@668=24 1@1002=24 1@1336=24 1@1670=24 1@2004=24")]
    [InlineData(1, "5@0=40 5@10=80")]
    [InlineData(0, "5@0=40")]
    public void Rates_follow_the_window(int items, string script)
    {
        foreach (long start in new[] { 0, Start, uint.MaxValue - 500L })
        {
            var rate = new RateCalculator(RateCalculator.DefaultWindow, RateCalculator.BitsPerSecondScale, items);
            foreach (string word in script.Split(' '))
            {
                string[] parts = word.Split('@', '=');
                Timestamp now = Timestamp.FromMilliseconds(start + int.Parse(parts[1]));
                if (parts[0] != "0")
                {
                    rate.Update(now, int.Parse(parts[0]));
                }

                Assert.True(int.Parse(parts[2]) == rate.GetRate(now), $"{word} of {script}: {rate.GetRate(now)}");
            }
        }
    }

    /// <summary>The rule in its simplest form: parts in a list, summed at each question.</summary>
    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 7)]
    [InlineData(3, 1)]
    public void Any_series_of_counts_gives_the_rate_of_a_plain_list(int seed, int items)
    {
        const int Window = 1000;
        int partLength = (Window + items - 1) / items;
        var random = new Random(seed);
        var rate = new RateCalculator(TimeSpan.FromMilliseconds(Window), Window, items);
        var parts = new List<(long Time, long Count)>();
        long microseconds = Start * 1000L;
        for (int step = 0; step < 5000; step++)
        {
            microseconds += random.Next(10) switch { 0 => -3000, 1 => random.Next(1_500_000), _ => random.Next(8000) };
            long at = microseconds / 1000;
            int count = random.Next(2000);
            if (parts.Count == 0 || at >= parts[0].Time)
            {
                parts.RemoveAll(part => part.Time <= at - Window);
                if (parts.Count > 0 && at - parts[^1].Time < partLength)
                {
                    parts[^1] = (parts[^1].Time, parts[^1].Count + count);
                }
                else
                {
                    parts.RemoveRange(0, parts.Count == items ? 1 : 0);
                    parts.Add((at, count));
                }
            }

            rate.Update(new Timestamp(microseconds), count);
            if (step % 3 == 0)
            {
                Assert.Equal(parts.Sum(static part => part.Count), rate.GetRate(new Timestamp(microseconds)));
            }
        }
    }

    [Fact]
    public void Items_finer_than_the_spacing_keep_each_packet()
    {
        var rate = new RateCalculator(RateCalculator.DefaultWindow, 1000, 100);
        for (int at = 0; at <= 1100; at += 11)
        {
            rate.Update(Timestamp.FromMilliseconds(at), 1);
        }

        Assert.Equal(91, rate.GetRate(Timestamp.FromMilliseconds(1100)));
    }

    [Fact]
    public void The_rate_is_read_anew_after_an_update_at_the_same_instant()
    {
        var rate = new RateCalculator();
        Timestamp now = Timestamp.FromMilliseconds(Start);
        for (int expected = 40; expected <= 120; expected += 40)
        {
            rate.Update(now, 5);
            Assert.Equal(expected, rate.GetRate(now));
            Assert.Equal(expected, rate.GetRate(now));
        }
    }

    [Fact]
    public void Time_zero_works_before_and_after_a_reset()
    {
        var rate = new RateCalculator();
        rate.Update(Timestamp.Zero, 5);
        Assert.Equal(40, rate.GetRate(Timestamp.Zero));
        rate.Reset();
        Assert.Equal(0, rate.GetRate(Timestamp.Zero));
        rate.Update(Timestamp.Zero, 5);
        Assert.Equal(40, rate.GetRate(Timestamp.Zero));
        Assert.Equal(10, rate.Total);
    }

    [Fact]
    public void An_empty_window_is_one_millisecond()
    {
        var rate = new RateCalculator(TimeSpan.Zero);
        rate.Update(Timestamp.FromMilliseconds(Start), 5);
        Assert.Equal(40_000, rate.GetRate(Timestamp.FromMilliseconds(Start)));
    }

    [Fact]
    public void Asking_with_an_older_time_leaves_the_data_and_the_far_future_is_silent()
    {
        var rate = new RateCalculator();
        rate.Update(Timestamp.FromMilliseconds(Start), 5);
        Assert.Equal(40, rate.GetRate(Timestamp.FromMilliseconds(Start - 5000)));
        Assert.Equal(40, rate.GetRate(Timestamp.FromMilliseconds(Start)));
        Assert.Equal(0, rate.GetRate(Timestamp.FromMilliseconds(Start + 1_000_000_000)));
    }

    [Fact]
    public void Data_older_than_the_window_counts_only_in_the_total()
    {
        var rate = new RateCalculator();
        rate.Update(Timestamp.FromMilliseconds(Start), 5);
        rate.Update(Timestamp.FromMilliseconds(Start - 2000), 7);
        Assert.Equal(40, rate.GetRate(Timestamp.FromMilliseconds(Start)));
        Assert.Equal(12, rate.Total);
    }

    [Fact]
    public void Counting_allocates_nothing_after_the_first_packet()
    {
        var rate = new RateCalculator();
        rate.Update(Timestamp.Zero, 1);
        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                rate.Update(Timestamp.FromMilliseconds(i * 3), 1200);
                rate.GetRate(Timestamp.FromMilliseconds(i * 3));
            }
        });

        Assert.Equal(0, allocated);
    }
}
