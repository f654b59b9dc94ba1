namespace Tureen.Tests.Cases;

/// <summary>A packet of a <see cref="PacketPlan"/>, and the frame that it belongs to.</summary>
internal sealed record PlannedPacket(
    (int Picture, int Spatial, int Temporal) Frame, ushort Sequence, uint Timestamp, byte[] Payload, bool Marker, byte[]? DependencyDescriptor);
