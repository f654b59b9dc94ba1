namespace Tureen.Audio.Sending;

/// <summary>A packet to send. The payload is valid during the call.</summary>
/// <param name="Payload">The payload.</param>
/// <param name="Timestamp">The RTP timestamp.</param>
/// <param name="Marker">Whether it is the first after silence.</param>
/// <param name="Frame">What is in it.</param>
internal readonly record struct OutgoingPacket(ReadOnlyMemory<byte> Payload, uint Timestamp, bool Marker, SentAudio Frame);
