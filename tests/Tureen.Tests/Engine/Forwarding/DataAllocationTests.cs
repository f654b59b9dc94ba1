namespace Tureen.Tests.Engine.Forwarding;

[Collection(nameof(AllocationMeasurement))]
public sealed class DataAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_message_to_a_hundred_consumers_allocates_nothing(bool isPipe)
    {
        using var scene = new DataScene { Sent = null, CarriesSubchannels = isPipe };
        for (ushort i = 0; i < 100; i++)
        {
            scene.Consume(1, 2, (ushort)(i + 10));
        }

        byte[] payload = new byte[200];
        ushort[] subchannels = [7, 1];
        int sent = 0;
        long allocated = 0;
        for (int i = 0; i < 2000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            sent += scene.Push(payload, subchannels, required: 2, ignored: 3);
            allocated += i < 100 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((200_000, 0), (sent, allocated));
    }
}
