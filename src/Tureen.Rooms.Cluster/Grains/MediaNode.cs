using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Shares;

namespace Tureen.Rooms.Cluster.Grains;

/// <summary>This machine, for the others.</summary>
internal sealed class MediaNode(GrainId id, Silo silo, ILoggerFactory loggers, RoomCluster cluster) : GrainService(id, silo, loggers), IMediaNode
{
    public Task HandleShareAsync(string room, ShareState state)
    {
        cluster.Find(room)?.HandleShare(state);
        return Task.CompletedTask;
    }

    public async Task<ShareState?> DescribeAsync(string room) => cluster.Find(room) is { } share ? await share.DescribeAsync() : null;

    public Task<bool> YieldAsync(string room, SeatClaim claim) => cluster.Find(room)?.YieldAsync(claim) ?? Task.FromResult(true);

    public Task HandleRequestAsync(string room, string method, string data) => cluster.Find(room)?.HandleRequestAsync(method, data) ?? Task.CompletedTask;

    public Task<string> OpenPipeAsync(string room, SiloAddress node, string pipe, string offer) =>
        Require(room).Served.OpenAsync(node, pipe, offer);

    public Task<string> PullAsync(string room, SiloAddress node, string pipe, string producerId) =>
        Require(room).Served.PullAsync(node, pipe, producerId);

    private RoomShare Require(string room) => cluster.Find(room) ?? throw new InvalidOperationException($"this machine holds nothing of room '{room}'");
}
