using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class InherentLossTests
{
    [Theory]
    [InlineData(0.12, true)]
    [InlineData(0.01, false)]
    [InlineData(0.5, false)]
    public void Only_loss_like_it_keeps_it(double loss, bool isKept)
    {
        var inherent = new InherentLoss();
        inherent.Set(Timestamp.Zero, 0.1);
        for (int second = 1; second <= 61; second++)
        {
            inherent.Observe(Timestamp.FromMilliseconds(second * 1000), loss);
        }

        Assert.Equal(isKept, inherent.Get(Timestamp.FromMilliseconds(61_000)) > 0);
    }

    [Fact]
    public void It_follows_what_is_seen_but_does_not_creep()
    {
        var inherent = new InherentLoss();
        inherent.Set(Timestamp.Zero, 0.1);
        for (int i = 0; i < 2000; i++)
        {
            inherent.Observe(Timestamp.Zero, 0.13);
        }

        Assert.Equal(0.13, inherent.Get(Timestamp.Zero), 0.001);
        for (int i = 0; i < 2000; i++)
        {
            inherent.Observe(Timestamp.Zero, 0.2);
        }

        Assert.Equal(0.15, inherent.Get(Timestamp.Zero), 0.001);
    }
}
