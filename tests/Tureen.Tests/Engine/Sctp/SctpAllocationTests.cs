using Tureen.Testing;

namespace Tureen.Tests.Engine.Sctp;

[Collection(nameof(AllocationMeasurement))]
public sealed class SctpAllocationTests
{
    [Theory]
    [InlineData(false, 20)]
    [InlineData(false, 1200)]
    [InlineData(true, 1200)]
    public void Messages_of_up_to_1200_bytes_go_through_without_allocation(bool isInterleaving, int length)
    {
        var exchange = new DirectExchange(isInterleaving, length);
        exchange.Run(messages: 2000);
        int runs = 0;
        long allocated = Allocations.Least(() =>
        {
            exchange.Run(messages: 2000);
            runs++;
        });

        Assert.Equal(0, allocated);
        Assert.Equal((runs + 1) * 2000, exchange.ReceivedMessages);
    }
}
