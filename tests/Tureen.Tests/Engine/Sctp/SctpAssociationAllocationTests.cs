using Tureen.Engine.Sctp;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Sctp;

[Collection(nameof(AllocationMeasurement))]
public sealed class SctpAssociationAllocationTests
{
    [Theory]
    [InlineData(false, 20)]
    [InlineData(false, 1200)]
    [InlineData(true, 1200)]
    public void Messages_of_up_to_1200_bytes_go_both_ways_without_allocation(bool isInterleaving, int length)
    {
        SctpExtensions extensions = SctpExtensions.PartialReliability | (isInterleaving ? SctpExtensions.Interleaving : SctpExtensions.None);
        var exchange = new AssociationExchange(extensions, length);
        exchange.Run(2000);
        int runs = 0;
        long allocated = Allocations.Least(() =>
        {
            exchange.Run(2000);
            runs++;
        });

        Assert.Equal(0, allocated);
        Assert.Equal((runs + 1) * 4000, exchange.ReceivedMessages);
    }
}
