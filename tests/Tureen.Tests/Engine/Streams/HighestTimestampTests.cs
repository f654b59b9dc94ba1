using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class HighestTimestampTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    [Theory]
    [InlineData(0, 20, "InOrder", false)]
    [InlineData(1, 20, "InOrder", true)]
    [InlineData(-3000, 20, "InOrder", false)]
    [InlineData(-90_000, 20, "InOrder", false)]
    [InlineData(-90_001, 20, "InOrder", true)]
    [InlineData(-3000, 1001, "InOrder", true)]
    [InlineData(-3000, 20, "Restarted", true)]
    [InlineData(3000, 20, "Misordered", true)]
    [InlineData(-900_000, 5000, "Misordered", false)]
    public void A_lower_timestamp_counts_where_the_clock_was_set_back(int step, int elapsed, string verdict, bool isTaken)
    {
        var highest = new HighestTimestamp(90_000);
        Assert.True(highest.Handle(Start, 0xFFFF_FFFF, SequenceVerdict.First));
        Timestamp now = Start + TimeSpan.FromMilliseconds(elapsed);
        uint timestamp = 0xFFFF_FFFF + (uint)step;

        Assert.Equal(isTaken, highest.Handle(now, timestamp, Enum.Parse<SequenceVerdict>(verdict)));
        Assert.Equal(isTaken ? (timestamp, now) : (0xFFFF_FFFF, Start), (highest.Value, highest.At));
    }
}
