using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class BaseShiftTests
{
    [Theory]
    [InlineData(40, 0, true, true)]
    [InlineData(40, 0, false, false)]
    [InlineData(40, 30, true, false)]
    [InlineData(130, 0, true, false)]
    [InlineData(20, 0, true, false)]
    public void A_flat_queue_behind_fast_bursts_is_a_longer_path(int queue, int growth, bool areTrainsFast, bool isShifted)
    {
        var shift = new BaseShift();
        bool wasShifted = false;
        for (int i = 0; i <= 15; i++)
        {
            wasShifted |= shift.Update(Timestamp.FromMilliseconds(i * 100), queue + (growth * i / 10), 25, areTrainsFast);
        }

        Assert.Equal(isShifted, wasShifted);
    }

    [Fact]
    public void It_holds_a_verdict_back_for_a_while_only()
    {
        var shift = new BaseShift();
        for (int i = 0; i <= 15; i++)
        {
            shift.Update(Timestamp.FromMilliseconds(i * 100), 40 + (i * 4), 25, areTrainsFast: true);
            Assert.True(shift.IsHolding);
        }

        shift.Update(Timestamp.FromMilliseconds(1600), 110, 25, areTrainsFast: true);
        Assert.False(shift.IsHolding);
    }
}
