namespace Tureen.Engine.Primitives;

/// <summary>What waits on this machine to be sent over one connection. All zero where nothing waits, as with UDP.</summary>
/// <param name="Waiting">Bytes that the network has not taken yet.</param>
/// <param name="Taken">Bytes that were taken for sending since the connection began, those that wait included.</param>
/// <param name="Refused">Packets since then for which there was no room.</param>
internal readonly record struct SendBacklog(long Waiting, long Taken, long Refused)
{
    /// <summary>Bytes that have left this machine.</summary>
    public long Left => Taken - Waiting;
}
