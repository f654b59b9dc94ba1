using Tureen.Rooms.Cluster.Nodes;
using Tureen.Rooms.Cluster.Shares;

namespace Tureen.Rooms.Cluster.Hosting;

/// <summary>Lets rooms know at once when machines come or go.</summary>
internal sealed class NodeWatch(NodeStates states, RoomCluster cluster) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (ClusterMembershipSnapshot snapshot in states.Changes.WithCancellation(stoppingToken))
        {
            if (cluster.Logger.IsEnabled(LogLevel.Debug))
            {
                cluster.Logger.LogDebug("The cluster has {Count} machines", snapshot.Members.Count);
            }

            cluster.HandleNodesChanged();
        }
    }
}
