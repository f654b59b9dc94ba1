namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>A packet to send for the path's sake.</summary>
/// <param name="Carrier">What it is made of.</param>
/// <param name="Length">Bytes on the wire.</param>
/// <param name="Cluster">The probe that it belongs to; 0 for a sounding.</param>
internal readonly record struct ProbePacket(ProbeCarrier Carrier, int Length, byte Cluster);
