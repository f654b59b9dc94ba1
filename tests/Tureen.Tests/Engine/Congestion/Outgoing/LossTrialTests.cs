using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class LossTrialTests
{
    private const int Trials = 1000;
    private const double RateBefore = 1_000_000;
    private const double RateAfter = 600_000;

    /// <summary>Streams that lose at random, decided within 400 packets.</summary>
    [Theory]
    [InlineData(0.05, 3)]
    [InlineData(0.1, 2)]
    [InlineData(0.15, 2)]
    [InlineData(0.2, 2)]
    public void Loss_that_stays_is_inherent(double share, int percentOfOthers)
    {
        int wrong = CountOthers(LossVerdict.Inherent, share, share);
        Assert.InRange(wrong, 0, Trials * percentOfOthers / 100);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.15)]
    [InlineData(0.3)]
    public void Loss_that_goes_away_came_from_the_rate(double before)
    {
        int wrong = CountOthers(LossVerdict.ByRate, before, share: 0);
        Assert.InRange(wrong, 0, Trials * 2 / 100);
    }

    [Theory]
    [InlineData(0.1, 0.3, 5)]
    [InlineData(0.3, 0.6, 5)]
    [InlineData(0.4, 0.2, 30)]
    public void Loss_that_rises_or_falls_by_half_needs_another_step(double before, double share, int percentOfOthers)
    {
        int wrong = CountOthers(LossVerdict.Worse, before, share);
        Assert.InRange(wrong, 0, Trials * percentOfOthers / 100);
    }

    [Fact]
    public void What_was_sent_before_the_lower_rate_does_not_count()
    {
        LossTrial trial = Create(0.1);
        trial.Begin(Timestamp.Zero, 100);
        for (int i = 0; i < 99; i++)
        {
            trial.Add(Fate(i, isLost: i % 5 == 0));
        }

        Assert.Equal(0, trial.Count);
        Assert.Equal(LossVerdict.Open, trial.Decide(Timestamp.Zero, RateAfter));
    }

    [Fact]
    public void A_run_of_losses_is_one_event()
    {
        var trial = new LossTrial(0.1, 400, RateBefore, 0, runLength: 10, RateBefore);
        trial.Begin(Timestamp.Zero, 0);
        for (int i = 0; i < 60; i++)
        {
            trial.Add(Fate(i, isLost: false));
        }

        Assert.Equal(LossVerdict.Open, trial.Decide(Timestamp.Zero, RateAfter));
    }

    private static LossTrial Create(double before) => new(before, 400, RateBefore, 0, 1, RateBefore);

    private static int CountOthers(LossVerdict expected, double before, double share)
    {
        var random = new SeededRandomSource(7);
        int others = 0;
        for (int i = 0; i < Trials; i++)
        {
            others += Run(random, before, share) == expected ? 0 : 1;
        }

        return others;
    }

    private static LossVerdict Run(SeededRandomSource random, double before, double share)
    {
        LossTrial trial = Create(before);
        trial.Begin(Timestamp.Zero, 0);
        LossVerdict verdict = LossVerdict.Open;
        for (int i = 0; i < 800 && verdict == LossVerdict.Open; i++)
        {
            trial.Add(Fate(i, random.Next(0, 10_000) < share * 10_000));

            // A report covers ten packets.
            verdict = i % 10 == 9 ? trial.Decide(Timestamp.FromMilliseconds(i * 10), RateAfter) : LossVerdict.Open;
        }

        return verdict;
    }

    private static PacketFate Fate(long sequence, bool isLost) => new(
        sequence, isLost ? PacketFateKind.Lost : PacketFateKind.Received, 0, 0, 1000, 0, 0, SentPacketFlags.None, !isLost);
}
