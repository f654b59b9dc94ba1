using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>The deadlines of a loop's sockets, beside the engine's deadlines. Worker's thread only.</summary>
internal sealed class SocketDeadlines
{
    private static readonly TimeSpan NextTurn = TimeSpan.FromMicroseconds(1);

    private readonly DeadlineHeap _heap = new();

    public Timestamp Next => _heap.Next;

    /// <summary>Sets the time of <paramref name="entry"/> to what its owner wants now.</summary>
    public void Arm(DeadlineEntry entry) => _heap.Set(entry, entry.Owner.NextDeadline);

    public void Remove(DeadlineEntry entry) => _heap.Remove(entry);

    /// <summary>Runs each owner that is due once; remaining work waits for the next turn.</summary>
    public void Handle(Timestamp now, IDatagramSink sink)
    {
        while (_heap.TryDequeueDue(now, out DeadlineEntry entry))
        {
            entry.Owner.HandleDeadline(now, sink);
            Timestamp next = entry.Owner.NextDeadline;
            _heap.Set(entry, next > now ? next : now + NextTurn);
        }
    }
}
