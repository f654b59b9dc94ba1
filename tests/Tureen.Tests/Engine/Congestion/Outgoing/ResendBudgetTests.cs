using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ResendBudgetTests
{
    /// <summary>Of 1 Mbit/s that is available, for ten seconds and with the second that a bucket holds.</summary>
    [Theory]
    [InlineData(false, 375_000, 415_000)]
    [InlineData(true, 120_000, 130_000)]
    public void Resends_take_a_share_of_what_is_available(bool isCongested, int least, int most)
    {
        var available = new AvailableBitrate(Timestamp.Zero, new Bitrate(1_000_000));
        var budget = new ResendBudget();
        CongestionState state = isCongested ? CongestionState.Congested : CongestionState.Clear;
        int sent = 0;
        for (int millisecond = 0; millisecond < 10_000; millisecond++)
        {
            sent += budget.TryTake(Timestamp.FromMilliseconds(millisecond), 1000, state, available) ? 1000 : 0;
        }

        Assert.InRange(sent, least, most);
    }
}
