using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>The control law of CoDel for one queue (RFC 8289 §5): drops from the head while even the shortest wait of an interval is too long.</summary>
internal sealed class CoDelState
{
    private const int MaxPacket = 1514;
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Queue<QueuedDatagram> _queue = new();
    private Timestamp? _firstAboveAt;
    private Timestamp _dropNext;
    private int _count;
    private int _lastCount;
    private bool _isDropping;

    public int Count => _queue.Count;

    public long WireLength { get; private set; }

    /// <summary>Takes what the law drops.</summary>
    public Action<Timestamp, QueuedDatagram>? OnDrop { get; set; }

    public void Enqueue(QueuedDatagram datagram)
    {
        WireLength += datagram.WireLength;
        _queue.Enqueue(datagram);
    }

    /// <summary>Takes the head away without asking the law, where the memory of a discipline is full.</summary>
    public QueuedDatagram? DequeueHead()
    {
        if (!_queue.TryDequeue(out QueuedDatagram? datagram))
        {
            return null;
        }

        WireLength -= datagram.WireLength;
        return datagram;
    }

    public QueuedDatagram? Dequeue(Timestamp now)
    {
        QueuedDatagram? datagram = DequeueNext(now, out bool isOkToDrop);
        if (_isDropping)
        {
            return DequeueWhileDropping(now, datagram, isOkToDrop);
        }

        if (!isOkToDrop)
        {
            return datagram;
        }

        // The rate of drops that kept the queue short the last time is a good start if that was not long ago.
        OnDrop?.Invoke(now, datagram!);
        datagram = DequeueNext(now, out _);
        _isDropping = true;
        int delta = _count - _lastCount;
        _count = delta > 1 && now - _dropNext < 16 * Interval ? delta : 1;
        _dropNext = AfterDrop(now);
        _lastCount = _count;
        return datagram;
    }

    private QueuedDatagram? DequeueWhileDropping(Timestamp now, QueuedDatagram? datagram, bool isOkToDrop)
    {
        _isDropping = isOkToDrop;
        while (_isDropping && now >= _dropNext)
        {
            OnDrop?.Invoke(now, datagram!);
            _count++;
            datagram = DequeueNext(now, out bool isStillOk);
            _isDropping = isStillOk;
            if (isStillOk)
            {
                _dropNext = AfterDrop(_dropNext);
            }
        }

        return datagram;
    }

    private QueuedDatagram? DequeueNext(Timestamp now, out bool isOkToDrop)
    {
        isOkToDrop = false;
        QueuedDatagram? datagram = DequeueHead();
        if (datagram is null || now - datagram.EnteredAt < Target || WireLength <= MaxPacket)
        {
            _firstAboveAt = null;
        }
        else if (_firstAboveAt is not Timestamp at)
        {
            _firstAboveAt = now + Interval;
        }
        else
        {
            isOkToDrop = now >= at;
        }

        return datagram;
    }

    private Timestamp AfterDrop(Timestamp at) => at + (Interval / Math.Sqrt(_count));
}
