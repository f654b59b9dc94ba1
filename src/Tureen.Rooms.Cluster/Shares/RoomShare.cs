using System.Text.Json.Nodes;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>
/// What this machine holds of one room of the cluster. It says so to the room's grain whenever it changes, one message at a time, and again with
/// each heartbeat.
/// </summary>
internal sealed class RoomShare : IRoomShare
{
    private readonly RoomCluster _cluster;
    private readonly Room _room;
    private readonly ShareClaims _claims = new();
    private readonly RoomMirrors _mirrors;
    private readonly SharePump _pump;
    private readonly ITimer _heartbeat;

    public RoomShare(RoomCluster cluster, Room room)
    {
        _cluster = cluster;
        _room = room;
        _mirrors = new RoomMirrors(cluster, room);
        Served = new ServedPipes(cluster, room);
        _pump = new SharePump(PublishAsync, cluster.Time, room.Logger);
        _heartbeat = cluster.Time.CreateTimer(_ => _pump.Request(), null, ClusterLimits.Heartbeat, ClusterLimits.Heartbeat);
    }

    public string RoomId => _room.Id;

    /// <summary>What other machines get of it.</summary>
    public ServedPipes Served { get; }

    public void HandleChanged() => _pump.Request();

    public async Task<(int Status, string Reason)?> ClaimAsync(PeerQuery query, RoomRights rights)
    {
        if (_cluster.IsDraining)
        {
            return (StatusCodes.Status503ServiceUnavailable, "this machine ends; another one takes you");
        }

        _claims.Add(query.PeerId);
        bool isGranted = false;
        try
        {
            var claim = new SeatClaim
            {
                Node = _cluster.States.Local,
                PeerId = query.PeerId,
                Identity = rights.Identity,
                ReconnectToken = query.ReconnectToken,
            };
            SeatAnswer answer = await _pump.RunAsync(() => GrainCalls.RunAsync(() => _cluster.Grain(RoomId).ClaimAsync(claim), _cluster.Time));
            await _room.Loop.RunAsync(() => _mirrors.Apply(answer.Others));
            isGranted = answer.Status == 0;
            return isGranted ? null : (answer.Status, answer.Reason);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            _room.Logger.LogWarning("Room {RoomId} is not reached in the cluster: {Reason}", LogText.Of(RoomId), exception.Message);
            return (StatusCodes.Status503ServiceUnavailable, "the room cannot be reached; try again in a moment");
        }
        finally
        {
            if (!isGranted)
            {
                Release(query.PeerId);
            }
        }
    }

    public void Release(string peerId)
    {
        if (_claims.Remove(peerId))
        {
            _pump.Request();
        }
    }

    public void Close()
    {
        _heartbeat.Dispose();
        _cluster.Forget(this);
        _pump.Close();
        _room.Loop.Post(_mirrors.Close);
    }

    public void Forward(string? node, string method, JsonObject data)
    {
        string text = data.ToJsonString();
        _room.Loop.Post(() =>
        {
            foreach (SiloAddress one in _mirrors.Nodes.Where(one => node is null || one.ToParsableString() == node))
            {
                _ = ForwardAsync(one, method, text);
            }
        });
    }

    /// <summary>A host on another machine does something here.</summary>
    public Task HandleRequestAsync(string method, string data) => _room.Loop.RunAsync(() => ForwardedRequests.HandleAsync(_room, method, data));

    /// <summary>Another machine holds something else now.</summary>
    public void HandleShare(ShareState state) => _room.Loop.Post(() => _mirrors.Apply(state));

    /// <summary>Machines have come or gone. The room's grain may have gone with one, so it hears anew what is here.</summary>
    public void HandleNodesChanged()
    {
        _room.Loop.Post(() =>
        {
            _mirrors.RemoveDead();
            Served.RemoveDead();
        });
        _pump.Request();
    }

    /// <summary>What the others see of it; null when it has closed.</summary>
    public Task<ShareState?> DescribeAsync() => _room.Loop.RunAsync(() => _room.IsClosed ? null : Describe());

    /// <summary>A client comes by another machine: its peer of before leaves this one.</summary>
    /// <returns>Whether nobody has the id here any more.</returns>
    public Task<bool> YieldAsync(SeatClaim claim) => _room.Loop.RunAsync(() =>
    {
        if (_room.FindMember(claim.PeerId) is not Peer present)
        {
            return _room.FindGuest(claim.PeerId) is null && !_claims.Has(claim.PeerId);
        }

        var rights = new RoomRights { Identity = claim.Identity };
        bool isSame = present.IsGone
            || Security.ReconnectToken.IsSame(rights, claim.ReconnectToken, present.Public.Rights, present.ReconnectToken);
        if (isSame)
        {
            present.Close();
        }

        return isSame;
    });

    private ShareState Describe() => ShareText.Describe(_room, _claims.All, _cluster.States.Local, _cluster.NextVersion());

    private async Task PublishAsync()
    {
        ShareState state = await _room.Loop.RunAsync(Describe);
        if (state.IsClosed && _cluster.Find(RoomKey.Of(RoomId)) is not null)
        {
            // The room has opened again meanwhile; what is said of that one has a later version.
            return;
        }

        PublishAnswer answer = await GrainCalls.RunAsync(() => _cluster.Grain(RoomId).PublishAsync(state), _cluster.Time);
        if (!state.IsClosed)
        {
            await _room.Loop.RunAsync(() => HandlePublished(answer));
        }
    }

    private async Task ForwardAsync(SiloAddress node, string method, string data)
    {
        try
        {
            await _cluster.Nodes.Of(node).HandleRequestAsync(RoomKey.Of(RoomId), method, data);
        }
        catch (Exception exception)
        {
            _room.Logger.LogWarning("Machine {Node} does not do {Method} in room {RoomId}: {Reason}", node, method, LogText.Of(RoomId), exception.Message);
        }
    }

    private void HandlePublished(PublishAnswer answer)
    {
        foreach (string peerId in answer.LostSeats)
        {
            // While machines could not reach each other, another one took the id.
            _room.Logger.LogWarning("Peer {PeerId} of room {RoomId} leaves, because another machine has its id", LogText.Of(peerId), LogText.Of(RoomId));
            (_room.FindMember(peerId) as Peer)?.Close();
        }

        _mirrors.Apply(answer.Others);
        _mirrors.RemoveAbsent([.. answer.Others.Select(static state => state.Node)]);
    }
}
