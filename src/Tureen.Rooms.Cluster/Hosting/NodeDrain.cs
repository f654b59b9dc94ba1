using Tureen.Rooms.Cluster.Limits;
using Tureen.Rooms.Cluster.Shares;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Hosting;

/// <summary>
/// Sends the people of this machine to the others before it ends: nobody comes in any more, and connections close one after another, so that the other
/// machines do not get all of them at once.
/// </summary>
internal sealed class NodeDrain(RoomRegistry rooms, RoomCluster cluster, TureenClusterOptions options, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The last one that registers runs first, and the host goes on when it has ended; rooms close after it.
        lifetime.ApplicationStopping.Register(() => Task.Run(() => DrainAsync(options.DrainTime)).GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <param name="limit">How long it may take.</param>
    public async Task DrainAsync(TimeSpan limit)
    {
        cluster.IsDraining = true;
        bool isAlone = cluster.States.Active.All(node => node.Equals(cluster.States.Local));
        if (isAlone || limit <= TimeSpan.Zero)
        {
            return;
        }

        var peers = new List<(Room Room, Peer Peer)>();
        foreach (Room room in rooms.Snapshot())
        {
            peers.AddRange(await room.Loop.RunAsync(() => room.LocalMembers.OfType<Peer>().Select(peer => (room, peer)).ToArray()));
        }

        cluster.Logger.LogInformation("{Count} people go to other machines, because this one ends", peers.Count);
        TimeSpan step = limit / Math.Max(1, peers.Count);
        step = step < ClusterLimits.MaxDrainStep ? step : ClusterLimits.MaxDrainStep;
        foreach ((Room room, Peer peer) in peers)
        {
            await room.Loop.RunAsync(peer.Close);
            await Task.Delay(step, cluster.Time);
        }
    }
}
