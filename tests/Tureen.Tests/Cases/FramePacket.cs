namespace Tureen.Tests.Cases;

/// <summary>A packet that a consumer sent.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Timestamp">Its RTP timestamp.</param>
/// <param name="Marker">Its marker.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Input">The number of the received packet behind it.</param>
/// <param name="IsRtx">It was sent before.</param>
internal sealed record FramePacket(ushort Sequence, uint Timestamp, bool Marker, byte[] Payload, ushort Input, bool IsRtx);
