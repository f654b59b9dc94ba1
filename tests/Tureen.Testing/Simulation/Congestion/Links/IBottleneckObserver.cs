using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>Sees what becomes of each datagram in a bottleneck.</summary>
internal interface IBottleneckObserver
{
    /// <summary>It reached the bottleneck.</summary>
    void HandleEntry(Timestamp now, QueuedDatagram datagram);

    /// <summary>The queue, the policer or an outage dropped it.</summary>
    void HandleDrop(Timestamp now, QueuedDatagram datagram);

    /// <summary>It left the bottleneck.</summary>
    /// <param name="now">The time.</param>
    /// <param name="datagram">What left.</param>
    /// <param name="waited">How long it waited before its own transmission began.</param>
    /// <param name="isLost">Whether it is lost behind the bottleneck.</param>
    void HandleDeparture(Timestamp now, QueuedDatagram datagram, TimeSpan waited, bool isLost);
}
