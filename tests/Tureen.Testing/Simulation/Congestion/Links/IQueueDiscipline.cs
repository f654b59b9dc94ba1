using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>Decides which datagrams wait for a bottleneck, in which order they leave, and which are dropped.</summary>
internal interface IQueueDiscipline
{
    int Count { get; }

    /// <summary>Bytes on the wire of all that waits.</summary>
    long WireLength { get; }

    /// <summary>Takes each datagram that is dropped, at the entrance or later.</summary>
    Action<Timestamp, QueuedDatagram>? OnDrop { get; set; }

    /// <param name="now">The time.</param>
    /// <param name="datagram">What arrives.</param>
    /// <param name="rate">Bits per second at which the queue empties now.</param>
    void Enqueue(Timestamp now, QueuedDatagram datagram, double rate);

    /// <summary>The next to leave; null when nothing is left, perhaps because the rest was dropped.</summary>
    QueuedDatagram? Dequeue(Timestamp now);
}
