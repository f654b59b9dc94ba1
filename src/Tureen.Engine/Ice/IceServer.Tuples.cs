using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice;

/// <content>Which paths there are, and which one is used.</content>
internal sealed partial class IceServer
{
    /// <summary>
    /// DTLS, SRTP or SRTCP that proved genuine came over <paramref name="tuple"/>. A peer that nominates aggressively shows
    /// only so which path it uses. Called for every such packet.
    /// </summary>
    public void ObserveValidPacket(in TransportTuple tuple)
    {
        if (_tuples.IsSelected(tuple) || !IsUp || _events.Count >= EngineLimits.MaxIceEvents)
        {
            return;
        }

        if (_tuples.Contains(tuple))
        {
            Select(tuple);
        }
    }

    /// <summary>The path is gone, for example because its TCP connection has closed.</summary>
    public void RemoveTuple(in TransportTuple tuple)
    {
        bool wasSelected = _tuples.IsSelected(tuple);
        if (!_tuples.Remove(tuple))
        {
            return;
        }

        _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, tuple));
        if (!wasSelected || !IsUp)
        {
            return;
        }

        if (_tuples.Count > 0)
        {
            Select(_tuples.Newest);
        }
        else
        {
            Disconnect();
        }
    }

    /// <summary>The table of states (mediasoup's): an authenticated request came over <paramref name="tuple"/>.</summary>
    private void HandleCheck(Timestamp now, in TransportTuple tuple, bool hasUseCandidate, uint? nomination)
    {
        AddTuple(now, tuple);
        bool isNominated = nomination is { } value ? _nomination is not { } last || value > last : hasUseCandidate;
        if (isNominated)
        {
            _nomination = nomination ?? _nomination;
            Select(tuple);
            if (State != IceState.Completed)
            {
                Enter(IceState.Completed);
            }
        }
        else if (!IsUp)
        {
            Select(tuple);
            Enter(IceState.Connected);
        }
    }

    private void AddTuple(Timestamp now, in TransportTuple tuple)
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

    private void Select(in TransportTuple tuple)
    {
        if (!_tuples.IsSelected(tuple))
        {
            _tuples.Select(tuple);
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.SelectedTupleChanged, tuple));
        }
    }

    private void RemoveAllTuples()
    {
        while (_tuples.Count > 0)
        {
            TransportTuple tuple = _tuples.Newest;
            _tuples.Remove(tuple);
            _events.Enqueue(IceEvent.OfTuple(IceEventKind.TupleRemoved, tuple));
        }
    }
}
