namespace Tureen.Engine.Sctp.Packets.Chunks;

/// <summary>The last message of a stream that its sender gave up (RFC 3758 §3.2, RFC 8260 §2.3.1).</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="IsUnordered">Always false in FORWARD-TSN.</param>
/// <param name="MessageId">The SSN in FORWARD-TSN, the MID in I-FORWARD-TSN.</param>
internal readonly record struct SkippedMessage(ushort StreamId, bool IsUnordered, uint MessageId);
