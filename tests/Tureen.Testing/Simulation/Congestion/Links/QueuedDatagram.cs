using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>A datagram in a bottleneck.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Bytes">The UDP payload.</param>
/// <param name="WireLength">Its bytes on the wire, with the headers of UDP and IP.</param>
/// <param name="EnteredAt">When it reached the bottleneck.</param>
internal sealed record QueuedDatagram(NetworkAddress From, NetworkAddress To, byte[] Bytes, int WireLength, Timestamp EnteredAt)
{
    /// <summary>The number that an observer gave it.</summary>
    public int Number { get; set; }
}
