using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;

namespace Tureen.Tests.Engine.Sctp;

public sealed class TsnSetTests
{
    [Theory]
    [InlineData(60, 1u)]
    [InlineData(300, 0xFFFF_FF00u)]
    [InlineData(5000, 0xFFFF_F000u)]
    [InlineData(65_535, 77u)]
    public void It_equals_a_sorted_set_under_random_use(int reach, uint start)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var random = new SeededRandomSource(seed);
            var model = new SortedSet<long>();
            var set = new TsnSet(start);
            long first = start;
            for (int step = 0; step < 3000; step++)
            {
                long tsn = first + random.Next(0, reach - 1);
                if (random.Next(0, 99) == 0)
                {
                    first += random.Next(0, reach);
                    model.RemoveWhere(member => member < first);
                    set.Advance((uint)first);
                }
                else if (random.Next(0, 2) > 0 && model.Add(tsn))
                {
                    set.Add((uint)tsn);
                }
                else if (model.Remove(tsn))
                {
                    set.Remove((uint)tsn);
                }

                AssertEqual(model, set, first, first + random.Next(0, reach - 1), reach, seed);
            }
        }
    }

    [Fact]
    public void A_full_set_has_no_absent_TSN_within()
    {
        var set = new TsnSet(10);
        for (uint tsn = 10; tsn < 10 + 65_536; tsn++)
        {
            set.Add(tsn);
        }

        Assert.Equal(65_536, set.NextAbsent(10, 70_000));
        Assert.Equal(100, set.NextAbsent(10, 100));
        set.Remove(60_000);
        Assert.Equal(59_990, set.NextAbsent(10, 70_000));
        set.Restart(5);
        Assert.Equal(0, set.Count);
        Assert.Equal(70_000, set.NextPresent(5, 70_000));
    }

    private static void AssertEqual(SortedSet<long> model, TsnSet set, long first, long from, int reach, ulong seed)
    {
        long? next = model.GetViewBetween(from, long.MaxValue).Count > 0 ? model.GetViewBetween(from, long.MaxValue).Min : null;
        long absent = from;
        while (model.Contains(absent))
        {
            absent++;
        }

        int limit = reach - (int)(from - first);
        bool isEqual = set.Count == model.Count
            && set.Contains((uint)from) == model.Contains(from)
            && set.NextPresent((uint)from, limit) == (int)Math.Min(limit, (next ?? long.MaxValue) - from)
            && set.NextAbsent((uint)from, limit) == Math.Min(limit, (int)(absent - from));
        Assert.True(isEqual, $"Seed {seed}: at {from} of {first}, {model.Count} members.");
    }
}
