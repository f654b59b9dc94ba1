namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The first packet of a group: what comes after it in the group waits behind its own burst.</summary>
/// <param name="ArrivedAt">Microseconds on the peer's clock.</param>
/// <param name="Delay">Microseconds between the clocks.</param>
/// <param name="Length">Bytes on the wire.</param>
internal readonly record struct GroupDelay(long ArrivedAt, long Delay, int Length);
