using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class BitrateAllocationTests
{
    private readonly UpgradeCeiling _ceiling = new();
    private readonly BitrateAllocation _allocation = new();
    private readonly List<Taker> _takers = [];

    [Fact]
    public void Equal_cameras_share_and_the_older_one_has_the_step_more()
    {
        Add(priority: 1);
        Add(priority: 1);
        Assert.Equal("4 3", Run(new AllocationBudget { Raise = 857, Reserve = 93, CanRaise = true }));
    }

    [Fact]
    public void High_priority_gets_all_its_steps_before_the_other_gets_its_second()
    {
        Add(priority: 10);
        Add(priority: 1);
        Assert.Equal("6 0", Run(new AllocationBudget { Raise = 1589, CanRaise = true }));
        Assert.Equal("6 1", Run(new AllocationBudget { Raise = 1590, CanRaise = true }));
        Assert.Equal("6 2", Run(new AllocationBudget { Raise = 1650, CanRaise = true }));
    }

    [Theory]
    [InlineData(300, "2 2")]
    [InlineData(299, "1 2")]
    [InlineData(210, "0 2")]
    [InlineData(209, "1 1")]
    [InlineData(150, "0 1")]
    [InlineData(120, "0 0")]
    [InlineData(119, "-1 1")]
    [InlineData(59, "-1 -1")]
    public void A_cut_takes_from_the_lower_priority_first(double keep, string expected)
    {
        Add(priority: 1, present: 5);
        Add(priority: 2, present: 5);
        Assert.Equal(expected, Run(new AllocationBudget { Keep = keep, Raise = keep }));
    }

    [Fact]
    public void Proven_steps_stay_although_less_is_known_to_fit()
    {
        Add(priority: 1, present: 5);
        Assert.Equal("5", Run(new AllocationBudget { Available = 100, Keep = double.PositiveInfinity, Raise = 95, CanRaise = true }));
        Assert.Equal(1500 / 0.95, _allocation.NextNeed, 0.1);
    }

    [Fact]
    public void A_new_consumer_gets_its_lowest_step_from_the_highest()
    {
        Add(priority: 1, present: 5);
        Add(priority: 1, present: -1);
        var budget = new AllocationBudget { Keep = double.PositiveInfinity, Raise = 500, CanRaise = true };
        Assert.Equal("5 -1", Run(budget));
        Assert.Equal("4 3", Run(budget with { CanRedistribute = true }));
    }

    [Fact]
    public void A_consumer_goes_up_only_after_its_stay_and_below_the_ceiling()
    {
        Add(priority: 1, present: 0).RaisableFrom = Timestamp.FromMilliseconds(1);
        var budget = new AllocationBudget { Available = 1000, Keep = 1000, Raise = 950, CanRaise = true };
        Assert.Equal("0", Run(budget));
        Assert.Equal("5", Run(budget with { IsUntried = true }));
        _takers[0].RaisableFrom = Timestamp.Zero;
        _ceiling.HandleCongestion(Timestamp.Zero, CongestionCause.Delay, 400);
        Assert.Equal("3", Run(budget));
    }

    [Fact]
    public void A_smaller_consumer_may_have_what_a_larger_one_before_it_cannot()
    {
        Add(priority: 2).Ladder.Clear();
        _takers[0].Ladder.Add(new LayerStep(0, 0, 500, 500));
        Add(priority: 1);
        Assert.Equal("-1 1", Run(new AllocationBudget { Available = 105, Raise = 100, CanRaise = true }));
    }

    [Fact]
    public void Nobody_passes_a_higher_priority_that_waits_out_its_stay()
    {
        Add(priority: 2, present: 1).RaisableFrom = Timestamp.FromMilliseconds(1);
        Add(priority: 1, present: 1);
        var budget = new AllocationBudget { Available = 1000, Keep = 1000, Raise = 950, CanRaise = true };
        Assert.Equal("1 1", Run(budget));
        _takers[0].RaisableFrom = Timestamp.Zero;
        Assert.Equal("4 3", Run(budget));
    }

    [Theory]
    [InlineData(2, "0 0")]
    [InlineData(1, "0 1")]
    public void A_step_that_is_a_little_cheaper_does_not_pass_one_of_higher_priority(int priority, string expected)
    {
        Add(priority, present: 0).Ladder.Clear();
        _takers[0].Ladder.Add(new LayerStep(0, 0, 60, 60));
        _takers[0].Ladder.Add(new LayerStep(0, 1, 100, 100));
        Add(priority: 1, present: 0);
        Assert.Equal(expected, Run(new AllocationBudget { Available = 160, Keep = 160, Raise = 155, CanRaise = true }));
    }

    private Taker Add(int priority, int present = -1)
    {
        var taker = new Taker(_takers.Count) { Priority = priority, PresentStep = present };
        double[] rates = [60, 90, 150, 300, 500, 900, 1500];
        for (int i = 0; i < rates.Length; i++)
        {
            taker.Ladder.Add(new LayerStep(i / 3, i % 3, rates[i], rates[i]));
        }

        _takers.Add(taker);
        return taker;
    }

    private string Run(in AllocationBudget budget)
    {
        _allocation.Clear();
        foreach (Taker taker in _takers)
        {
            _allocation.Add(taker);
        }

        _allocation.Run(Timestamp.Zero, budget, _ceiling);
        int[] granted = new int[_takers.Count];
        for (int i = 0; i < _allocation.Count; i++)
        {
            granted[((Taker)_allocation.GetTaker(i)).Number] = _allocation.GetGranted(i);
        }

        return string.Join(' ', granted);
    }

    private sealed class Taker(int number) : IBitrateTaker
    {
        public int Number => number;

        public int Priority { get; init; }

        public LayerLadder Ladder { get; } = new();

        public int PresentStep { get; init; }

        public Timestamp RaisableFrom { get; set; } = Timestamp.Zero;

        public Timestamp GetRaisableFrom(bool isPathUntried) => isPathUntried ? Timestamp.Zero : RaisableFrom;
    }
}
