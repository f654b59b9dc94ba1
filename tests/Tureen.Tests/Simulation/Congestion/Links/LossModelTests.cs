using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

public sealed class LossModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public void Datagrams_are_lost_at_the_wanted_rate_in_runs_of_the_wanted_length(int run)
    {
        LossModel model = run == 1 ? LossModel.Independent(0.05) : LossModel.Runs(0.05, run);
        var random = new SeededRandomSource(3);
        bool isBad = false;
        int lost = 0;
        int runs = 0;
        bool wasLost = false;
        for (int i = 0; i < 200_000; i++)
        {
            bool isLost = model.Loses(random, ref isBad);
            lost += isLost ? 1 : 0;
            runs += isLost && !wasLost ? 1 : 0;
            wasLost = isLost;
        }

        Assert.InRange(lost / 200_000.0, 0.045, 0.055);
        Assert.InRange((double)lost / runs, run * 0.93, (run * 1.07) + 0.05);
    }
}
