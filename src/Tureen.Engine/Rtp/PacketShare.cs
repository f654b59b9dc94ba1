namespace Tureen.Engine.Rtp;

/// <summary>
/// The slots of the packet slab that hold packets of one receiving transport. Its count limits what that transport's packets may
/// occupy in any buffer, so that one greedy sender cannot use up the slab that all transports of a worker share.
/// </summary>
internal sealed class PacketShare
{
    /// <summary>Slots in use.</summary>
    public int Leased { get; set; }
}
