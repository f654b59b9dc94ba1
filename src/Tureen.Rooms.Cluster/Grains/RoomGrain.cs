using Orleans.Concurrency;
using Orleans.Placement;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Limits;
using Tureen.Rooms.Cluster.Nodes;

namespace Tureen.Rooms.Cluster.Grains;

/// <summary>One room in the cluster. Between two awaits nothing else runs.</summary>
[Reentrant]
[PreferLocalPlacement]
[GrainType("tureen.room")]
internal sealed class RoomGrain(NodeStates states, MediaNodes nodes, ILogger<RoomGrain> logger) : Grain, IRoomGrain
{
    private readonly RoomShares _shares = new();

    private string Key => this.GetPrimaryKeyString();

    /// <summary>Asks all machines what they hold of the room.</summary>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        ShareState?[] held = await Task.WhenAll(states.Active.Select(AskAsync));
        foreach (ShareState state in held.OfType<ShareState>())
        {
            _shares.TryPut(state, out _);
        }
    }

    public async Task<SeatAnswer> ClaimAsync(SeatClaim claim)
    {
        for (int yields = 0; yields <= ClusterLimits.MaxYields; yields++)
        {
            _shares.Prune(states.IsAlive);
            if (_shares.HolderOf(claim.PeerId) is not { } holder || holder.Equals(claim.Node))
            {
                _shares.Seat(claim.PeerId, claim.Node);
                return new SeatAnswer { Others = _shares.Except(claim.Node) };
            }

            if (!await nodes.Of(holder).YieldAsync(Key, claim))
            {
                break;
            }

            _shares.Free(claim.PeerId, holder);
        }

        return SeatAnswer.Refused(
            StatusCodes.Status409Conflict, "another connection has this peerId; the reconnectToken of its join takes its place");
    }

    public Task<PublishAnswer> PublishAsync(ShareState state)
    {
        _shares.Prune(states.IsAlive);
        if (_shares.TryPut(state, out string[] lost))
        {
            foreach (SiloAddress other in _shares.Nodes.Where(node => !node.Equals(state.Node)))
            {
                _ = PushAsync(other, state);
            }
        }

        if (_shares.IsEmpty)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(new PublishAnswer { Others = _shares.Except(state.Node), LostSeats = lost });
    }

    private async Task<ShareState?> AskAsync(SiloAddress node)
    {
        try
        {
            return await nodes.Of(node).DescribeAsync(Key).WaitAsync(ClusterLimits.MaxRebuild);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            logger.LogDebug("Machine {Node} does not say what it holds of a room: {Reason}", node, exception.Message);
            return null;
        }
    }

    /// <summary>What does not arrive is in the answer to the next heartbeat of the other machine.</summary>
    private async Task PushAsync(SiloAddress node, ShareState state)
    {
        try
        {
            await nodes.Of(node).HandleShareAsync(Key, state);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            logger.LogDebug("Machine {Node} does not hear of a change: {Reason}", node, exception.Message);
        }
    }
}
