namespace Tureen.Tests.Rooms.Cluster;

/// <summary>Two machines for all tests that leave them alive; each test has rooms of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    internal SharedMembership Membership { get; } = new();

    internal ClusterNode First { get; private set; } = null!;

    internal ClusterNode Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        First = await ClusterNode.StartAsync(Membership);
        Second = await ClusterNode.StartAsync(Membership);
    }

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }
}
