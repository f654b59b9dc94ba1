using Tureen.Server.Load.Measures;

namespace Tureen.Tests.Server.Load.Measures;

public sealed class SequenceMeterTests
{
    [Fact]
    public void What_is_left_out_is_lost()
    {
        SequenceMeter meter = Meter(10, 11, 14, 15);

        Assert.Equal((4, 2), (meter.Received, meter.Lost));
    }

    [Fact]
    public void What_comes_late_is_not()
    {
        SequenceMeter meter = Meter(10, 12, 13, 11, 9);

        Assert.Equal((5, 0), (meter.Received, meter.Lost));
    }

    [Fact]
    public void Numbers_wrap_both_ways()
    {
        var meter = new SequenceMeter();
        long[] numbers = [.. new ushort[] { 65_534, 1, 65_535, 0, 2 }.Select(number => meter.Add(number).Number)];

        Assert.Equal([0L, 3, 1, 2, 4], numbers.Select(number => number - numbers[0]));
        Assert.Equal(0, meter.Lost);
    }

    private static SequenceMeter Meter(params ushort[] numbers)
    {
        var meter = new SequenceMeter();
        Array.ForEach(numbers, number => meter.Add(number));
        return meter;
    }
}
