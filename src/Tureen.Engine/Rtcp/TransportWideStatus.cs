namespace Tureen.Engine.Rtcp;

/// <summary>What a transport-wide feedback says about one packet.</summary>
/// <param name="SequenceNumber">Transport-wide sequence number.</param>
/// <param name="IsReceived">False when the packet was lost or has not come yet.</param>
/// <param name="DeltaTicks">Arrival after the previous received packet, in units of 250 µs; 0 when it was not received.</param>
/// <param name="ArrivalMicroseconds">
/// Arrival on the reporter's clock, whose zero is reference time 0; meaningless when the packet was not received.
/// </param>
internal readonly record struct TransportWideStatus(
    ushort SequenceNumber, bool IsReceived, short DeltaTicks, long ArrivalMicroseconds);
