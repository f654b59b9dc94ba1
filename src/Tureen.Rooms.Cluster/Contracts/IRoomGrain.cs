namespace Tureen.Rooms.Cluster.Contracts;

/// <summary>
/// One room in the cluster; its key is <see cref="RoomKey"/>. It knows what each machine holds of the room and decides who has which id. All of it
/// comes from the machines, which it asks when it is activated, so that nothing is stored.
/// </summary>
[Alias("tureen.IRoomGrain")]
internal interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>A machine asks for the id of a peer.</summary>
    [Alias("Claim")]
    Task<SeatAnswer> ClaimAsync(SeatClaim claim);

    /// <summary>A machine says what it holds of the room. The others hear of it.</summary>
    [Alias("Publish")]
    Task<PublishAnswer> PublishAsync(ShareState state);
}
