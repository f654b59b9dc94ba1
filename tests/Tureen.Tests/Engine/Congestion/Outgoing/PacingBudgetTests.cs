using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class PacingBudgetTests
{
    private static readonly PacingLimit Megabit = new(1_000_000, 6000, TimeSpan.FromMilliseconds(500));

    [Fact]
    public void It_begins_empty_and_fills_at_its_rate()
    {
        PacingBudget budget = Begin();
        Assert.False(budget.HasRoom);

        budget.Advance(Timestamp.FromMilliseconds(8), 0);
        budget.Take(999);
        Assert.True(budget.HasRoom);
        budget.Take(1);
        Assert.False(budget.HasRoom);
    }

    [Fact]
    public void The_last_packet_of_a_burst_may_be_larger_than_what_is_left_and_is_paid_for_later()
    {
        PacingBudget budget = Begin();
        budget.Advance(Timestamp.FromMilliseconds(1), 0);
        budget.Take(1125);

        Assert.Equal(8, budget.GetWait(0).TotalMilliseconds, precision: 3);
        budget.Advance(Timestamp.FromMilliseconds(9), 0);
        Assert.False(budget.HasRoom);
        budget.Advance(Timestamp.FromMilliseconds(10), 0);
        Assert.True(budget.HasRoom);
    }

    [Fact]
    public void It_holds_no_more_than_its_depth_and_owes_no_more()
    {
        PacingBudget budget = Begin();
        budget.Advance(Timestamp.FromMilliseconds(10_000), 0);
        budget.Take(5999);
        Assert.True(budget.HasRoom);
        budget.Take(100_000);

        Assert.Equal(48, budget.GetWait(0).TotalMilliseconds, precision: 3);
    }

    [Fact]
    public void What_has_to_leave_soon_is_not_bound_by_rate_and_depth()
    {
        PacingBudget budget = Begin();
        budget.Advance(Timestamp.FromMilliseconds(5), 4_000_000);
        budget.Take(19_999);
        Assert.True(budget.HasRoom);
    }

    [Fact]
    public void Another_limit_counts_from_when_it_is_set()
    {
        PacingBudget budget = Begin();
        budget.SetLimit(Timestamp.FromMilliseconds(8), Megabit with { Rate = 500_000 });
        budget.Advance(Timestamp.FromMilliseconds(16), 0);
        budget.Take(1499);
        Assert.True(budget.HasRoom);
        budget.Take(1);
        Assert.False(budget.HasRoom);
    }

    private static PacingBudget Begin()
    {
        var budget = new PacingBudget();
        budget.Begin(Timestamp.Zero, Megabit);
        return budget;
    }
}
