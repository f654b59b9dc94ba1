using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Bytes on their way.</summary>
/// <param name="At">When they arrive.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Viewer">The viewer that they go to or come from.</param>
/// <param name="Buffer">Holds them; goes back to the queue.</param>
/// <param name="Length">How many.</param>
internal readonly record struct QueuedPacket(Timestamp At, QueuedPacketKind Kind, int Viewer, byte[] Buffer, int Length)
{
    public Span<byte> Bytes => Buffer.AsSpan(0, Length);
}
