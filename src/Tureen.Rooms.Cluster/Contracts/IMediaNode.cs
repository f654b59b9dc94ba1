using Orleans.Services;

namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>One machine with media, as rooms and other machines speak to it.</summary>
[Alias("tureen.IMediaNode")]
internal interface IMediaNode : IGrainService
{
    /// <summary>What another machine holds of a room has changed.</summary>
    [Alias("HandleShare")]
    Task HandleShareAsync(string room, ShareState state);

    /// <summary>What this machine holds of a room; null for nothing.</summary>
    [Alias("Describe")]
    Task<ShareState?> DescribeAsync(string room);

    /// <summary>A peer has come to another machine with an id that a peer of this machine has. That one leaves if it is the same client.</summary>
    /// <returns>Whether the id is free here.</returns>
    [Alias("Yield")]
    Task<bool> YieldAsync(string room, SeatClaim claim);

    /// <summary>A host on another machine does something to a member of this one, or to the whole room.</summary>
    [Alias("HandleRequest")]
    Task HandleRequestAsync(string room, string method, string data);

    /// <summary>Opens this machine's end of a pipe by which another machine gets media of a room.</summary>
    /// <param name="room">The room.</param>
    /// <param name="node">The other machine.</param>
    /// <param name="pipe">How that one calls the pipe.</param>
    /// <param name="offer">Its end, in JSON.</param>
    /// <returns>This end, in JSON.</returns>
    [Alias("OpenPipe")]
    Task<string> OpenPipeAsync(string room, SiloAddress node, string pipe, string offer);

    /// <summary>Sends what a producer carries through a pipe that is open.</summary>
    /// <returns>What the other end needs to take it, in JSON.</returns>
    [Alias("Pull")]
    Task<string> PullAsync(string room, SiloAddress node, string pipe, string producerId);
}
