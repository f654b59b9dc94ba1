namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>What one direction of the relay did so far.</summary>
/// <param name="Packets">Packets that came out of the queue and were not lost.</param>
/// <param name="Bytes">Their bytes on the wire.</param>
/// <param name="Dropped">Packets that the full queue dropped.</param>
/// <param name="Lost">Packets that were lost at random or in an outage.</param>
internal sealed record LinkCount(long Packets, long Bytes, long Dropped, long Lost);
