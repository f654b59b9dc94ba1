using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>A reset of incoming streams that waits for data sent before it (RFC 6525 §5.2.2 E2).</summary>
internal sealed class PendingReset
{
    private readonly List<ushort> _streamIds = [];

    /// <summary>The same, checked for each fragment.</summary>
    private readonly HashSet<ushort> _affected = [];
    private bool _isWaiting;
    private uint _lastTsn;

    /// <summary>The streams; none means all.</summary>
    public ReadOnlySpan<ushort> StreamIds => CollectionsMarshal.AsSpan(_streamIds);

    public void Wait(uint lastTsn, ReadOnlySpan<ushort> streamIds)
    {
        Clear();
        _isWaiting = true;
        _lastTsn = lastTsn;
        _streamIds.AddRange(streamIds);
        foreach (ushort streamId in streamIds)
        {
            _affected.Add(streamId);
        }
    }

    public void Clear()
    {
        _isWaiting = false;
        _streamIds.Clear();
        _affected.Clear();
    }

    public bool IsDue(uint cumulativeTsn) => _isWaiting && !SerialNumber.IsHigher(_lastTsn, cumulativeTsn);

    /// <summary>Whether the fragment belongs to the time after the reset; a sender should hold it back until the answer (E1).</summary>
    public bool Affects(in DataFragment fragment) =>
        _isWaiting
        && SerialNumber.IsHigher(fragment.Tsn, _lastTsn)
        && (_streamIds.Count == 0 || _affected.Contains(fragment.Key.StreamId));
}
