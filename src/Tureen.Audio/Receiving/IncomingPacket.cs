namespace Tureen.Audio.Receiving;

/// <summary>A packet as it arrived.</summary>
/// <param name="SequenceNumber">Its number.</param>
/// <param name="Timestamp">Its RTP timestamp.</param>
/// <param name="Payload">Its payload, which nobody changes any more.</param>
/// <param name="IsRed">Whether the payload repeats earlier frames (RFC 2198).</param>
/// <param name="CapturedAt">When it was captured; null if not known.</param>
internal readonly record struct IncomingPacket(
    ushort SequenceNumber, uint Timestamp, ReadOnlyMemory<byte> Payload, bool IsRed = false, DateTimeOffset? CapturedAt = null);
