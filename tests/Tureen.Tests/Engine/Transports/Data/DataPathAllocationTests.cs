namespace Tureen.Tests.Engine.Transports.Data;

/// <summary>
/// A message's whole path: DTLS, SCTP, data producer, data consumers, SCTP and DTLS again; and what the peers do with it, who are
/// made of the same pieces.
/// </summary>
[Collection(nameof(AllocationMeasurement))]
public sealed class DataPathAllocationTests
{
    private const int WarmUp = 600;
    private const int Messages = 500;

    [Theory]
    [InlineData(1, 50)]
    [InlineData(1, 1024)]
    [InlineData(1, 1200)]
    [InlineData(20, 50)]
    [InlineData(20, 1200)]
    public void A_message_from_peer_to_peers_allocates_nothing(int consumers, int length)
    {
        using var scene = new DataPathScene(consumers);
        Assert.True(scene.IsConnected);
        byte[] message = new byte[length];
        int sent = Push(scene, message, WarmUp);

        long before = GC.GetAllocatedBytesForCurrentThread();
        sent += Push(scene, message, Messages);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((WarmUp + Messages, 0), (sent, allocated));
        Assert.Equal((long)sent * consumers, scene.Received);
    }

    private static int Push(DataPathScene scene, byte[] message, int count)
    {
        int sent = 0;
        for (int i = 0; i < count; i++)
        {
            sent += scene.Push(message) ? 1 : 0;
        }

        return sent;
    }
}
