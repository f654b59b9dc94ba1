using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>One queue under CoDel (RFC 8289), with a limit of packets as in Linux.</summary>
internal sealed class CoDelQueue : IQueueDiscipline
{
    private const int MaxPackets = 1000;
    private readonly CoDelState _state = new();

    public int Count => _state.Count;

    public long WireLength => _state.WireLength;

    public Action<Timestamp, QueuedDatagram>? OnDrop
    {
        get => _state.OnDrop;
        set => _state.OnDrop = value;
    }

    public void Enqueue(Timestamp now, QueuedDatagram datagram, double rate)
    {
        if (_state.Count == MaxPackets)
        {
            OnDrop?.Invoke(now, datagram);
            return;
        }

        _state.Enqueue(datagram);
    }

    public QueuedDatagram? Dequeue(Timestamp now) => _state.Dequeue(now);
}
