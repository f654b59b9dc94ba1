using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>First in, first out; drops what would have to wait too long, or would not fit.</summary>
/// <param name="limit">How long the last datagram may wait at the rate of the moment; null for no such limit.</param>
/// <param name="byteLimit">How many bytes may wait; null for no such limit.</param>
internal sealed class DropTailQueue(TimeSpan? limit, long? byteLimit = null) : IQueueDiscipline
{
    private readonly Queue<QueuedDatagram> _queue = new();

    public int Count => _queue.Count;

    public long WireLength { get; private set; }

    public Action<Timestamp, QueuedDatagram>? OnDrop { get; set; }

    public void Enqueue(Timestamp now, QueuedDatagram datagram, double rate)
    {
        bool isTooLong = limit is TimeSpan longest && WireLength * 8 > rate * longest.TotalSeconds;
        bool isTooMuch = byteLimit is long most && WireLength + datagram.WireLength > most;
        if (isTooLong || isTooMuch)
        {
            OnDrop?.Invoke(now, datagram);
            return;
        }

        WireLength += datagram.WireLength;
        _queue.Enqueue(datagram);
    }

    public QueuedDatagram? Dequeue(Timestamp now)
    {
        if (!_queue.TryDequeue(out QueuedDatagram? datagram))
        {
            return null;
        }

        WireLength -= datagram.WireLength;
        return datagram;
    }
}
