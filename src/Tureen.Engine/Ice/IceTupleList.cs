using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice;

/// <summary>The paths that an authenticated request has come over, oldest first, and which of them is selected.</summary>
internal sealed class IceTupleList
{
    private const int None = -1;

    // One more than the limit, because a new tuple comes in before an old one goes.
    private readonly TransportTuple[] _tuples = new TransportTuple[EngineLimits.MaxIceTuples + 1];

    // When the last authenticated request came over each.
    private readonly Timestamp[] _checkedAt = new Timestamp[EngineLimits.MaxIceTuples + 1];
    private int _count;
    private int _selected = None;

    // A copy, because every packet received or sent needs it.
    private TransportTuple _selectedTuple;

    public int Count => _count;

    public bool HasSelected => _selected != None;

    public TransportTuple Newest => _tuples[_count - 1];

    /// <summary>Called for every packet, so the selected tuple is compared first.</summary>
    public bool Contains(in TransportTuple tuple) =>
        IsSelected(tuple) || IndexOf(tuple) != None;

    public bool IsSelected(in TransportTuple tuple) => _selected != None && _selectedTuple == tuple;

    public bool TryGetSelected(out TransportTuple tuple)
    {
        tuple = _selectedTuple;
        return _selected != None;
    }

    public void Add(Timestamp now, in TransportTuple tuple)
    {
        Debug.Assert(_count <= EngineLimits.MaxIceTuples, "An overflow must be taken out before the next tuple comes.");
        _checkedAt[_count] = now;
        _tuples[_count++] = tuple;
    }

    /// <summary>Notes a request over a tuple; false when the list does not have it.</summary>
    public bool TryRefresh(Timestamp now, in TransportTuple tuple)
    {
        int index = IndexOf(tuple);
        if (index != None)
        {
            _checkedAt[index] = now;
        }

        return index != None;
    }

    /// <summary>Whether a request came over <paramref name="tuple"/> at <paramref name="since"/> or later.</summary>
    public bool HasChecked(in TransportTuple tuple, Timestamp since)
    {
        int index = IndexOf(tuple);
        return index != None && _checkedAt[index] >= since;
    }

    /// <summary>Removes the oldest that is neither selected nor the newest, if there are too many.</summary>
    public bool TryEvict(out TransportTuple evicted)
    {
        evicted = default;
        if (_count <= EngineLimits.MaxIceTuples)
        {
            return false;
        }

        int oldest = _selected == 0 ? 1 : 0;
        evicted = _tuples[oldest];
        RemoveAt(oldest);
        return true;
    }

    public bool Remove(in TransportTuple tuple)
    {
        int index = IndexOf(tuple);
        if (index == None)
        {
            return false;
        }

        RemoveAt(index);
        return true;
    }

    public void Select(in TransportTuple tuple)
    {
        _selected = IndexOf(tuple);
        _selectedTuple = _selected == None ? default : tuple;
    }

    public void Deselect()
    {
        _selected = None;
        _selectedTuple = default;
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_tuples, index + 1, _tuples, index, _count - index);
        Array.Copy(_checkedAt, index + 1, _checkedAt, index, _count - index);
        _tuples[_count] = default;
        if (_selected == index)
        {
            Deselect();
        }
        else if (_selected > index)
        {
            _selected--;
        }
    }

    private int IndexOf(in TransportTuple tuple)
    {
        for (int i = _count - 1; i >= 0; i--)
        {
            if (_tuples[i] == tuple)
            {
                return i;
            }
        }

        return None;
    }
}
