using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <summary>The state of the agent, the ways that it accepts packets over, the one that it sends over, and what it reports about them.</summary>
internal sealed class IcePaths
{
    private readonly IceTupleList _tuples = new();
    private readonly Queue<IceEvent> _events = new();

    public IceState State { get; private set; }

    /// <summary>The pair that packets are sent over; null while there is none, or an old one after a restart.</summary>
    public IceCandidatePair? Selected { get; private set; }

    public bool IsUp => State is IceState.Connected or IceState.Completed;

    public bool TryDequeueEvent(out IceEvent iceEvent) => _events.TryDequeue(out iceEvent);

    public bool TryGetSelectedTuple(out TransportTuple tuple) => _tuples.TryGetSelected(out tuple);

    /// <summary>Called for every packet.</summary>
    public bool IsKnown(in TransportTuple tuple) => _tuples.Contains(tuple);

    public bool HasChecked(in TransportTuple tuple, Timestamp since) => _tuples.HasChecked(tuple, since);

    public bool IsSelected(in TransportTuple tuple) => _tuples.IsSelected(tuple);

    /// <summary>Why a message is not even looked at.</summary>
    public DropReason Precheck(in StunMessage message)
    {
        if (State == IceState.Closed)
        {
            return DropReason.TransportClosed;
        }

        // Indications keep a NAT open, and prove nothing.
        if (message.Class == StunClass.Indication)
        {
            return DropReason.StunNotBindingRequest;
        }

        return _events.Count >= EngineLimits.MaxIceEvents ? DropReason.StunRateLimited : DropReason.None;
    }

    public void Enter(IceState state)
    {
        if (State != state)
        {
            State = state;
            _events.Enqueue(IceEvent.StateChanged(state));
        }
    }

    public void RaiseFailed() => _events.Enqueue(IceEvent.Failed);

    /// <summary>Something authentic came over a way.</summary>
    public void Add(Timestamp now, in TransportTuple tuple)
    {
        if (_tuples.TryRefresh(now, tuple))
        {
            return;
        }

        _tuples.Add(now, tuple);
        _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleAdded, tuple));
        if (_tuples.TryEvict(out TransportTuple evicted))
        {
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, evicted));
        }
    }

    public bool Remove(in TransportTuple tuple)
    {
        bool isRemoved = _tuples.Remove(tuple);
        if (isRemoved)
        {
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, tuple));
        }

        return isRemoved;
    }

    /// <summary>Packets go this way from now on.</summary>
    public void Select(Timestamp now, IceCandidatePair pair)
    {
        Selected = pair;
        Add(now, pair.Tuple);
        if (!_tuples.IsSelected(pair.Tuple))
        {
            _tuples.Select(pair.Tuple);
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.SelectedTupleChanged, pair.Tuple));
        }
    }

    /// <summary>A restart: packets go the present way until a new pair is selected.</summary>
    public void ForgetPair() => Selected = null;

    public void Clear()
    {
        Selected = null;
        while (_tuples.Count > 0)
        {
            Remove(_tuples.Newest);
        }

        _tuples.Deselect();
    }
}
