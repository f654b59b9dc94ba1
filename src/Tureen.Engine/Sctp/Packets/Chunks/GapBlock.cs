namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>TSNs received beyond a gap, as offsets from the cumulative TSN ack, both included (RFC 9260 §3.3.4).</summary>
internal readonly record struct GapBlock(ushort Start, ushort End);
