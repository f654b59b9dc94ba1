using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>Puts packets together to frames and decides which a decoder can take.</summary>
internal sealed class FrameBuffer
{
    private const int MaxPending = 200;
    private readonly Dictionary<(byte Spatial, uint Number), PendingFrame> _pending = [];
    private readonly HashSet<(byte Spatial, uint Number)> _decoded = [];
    private byte _encoding;
    private uint _lastTimestamp;
    private bool _hasDecoded;

    /// <summary>Since when frames wait that cannot be decoded; never for none.</summary>
    public Timestamp WaitsSince { get; private set; } = Timestamp.Never;

    /// <summary>Takes a packet and returns the timestamps of the pictures that can now be decoded and could not before.</summary>
    public List<uint> Add(Timestamp now, uint timestamp, in MediaTag tag)
    {
        List<uint> pictures = [];
        (byte Spatial, uint Number) key = (tag.Spatial, tag.Number);
        if (_decoded.Contains(key) || (_hasDecoded && (int)(timestamp - _lastTimestamp) < 0))
        {
            return pictures;
        }

        if (!_pending.TryGetValue(key, out PendingFrame? frame))
        {
            frame = new PendingFrame(tag, timestamp);
            _pending.Add(key, frame);
        }

        frame.Packets.Add(tag.Index);
        while (frame.IsComplete && FindDecodable() is PendingFrame next)
        {
            Decode(next, pictures);
        }

        // A buffer that is full of what it cannot decode starts anew.
        if (_pending.Count > MaxPending)
        {
            _pending.Clear();
        }

        WaitsSince = _pending.Count == 0 || pictures.Count > 0 ? Timestamp.Never : WaitsSince.IsNever ? now : WaitsSince;
        return pictures;
    }

    /// <summary>Forgets how long frames have waited, because a key frame is requested.</summary>
    public void Restart(Timestamp now) => WaitsSince = now;

    private PendingFrame? FindDecodable()
    {
        PendingFrame? first = null;
        foreach (PendingFrame frame in _pending.Values)
        {
            if (frame.IsComplete && CanDecode(frame) && (first is null || (int)(frame.Timestamp - first.Timestamp) < 0))
            {
                first = frame;
            }
        }

        return first;
    }

    private bool CanDecode(PendingFrame frame)
    {
        MediaTag tag = frame.Tag;
        if (tag.NeedsLower && !_decoded.Contains(((byte)(tag.Spatial - 1), tag.Number)))
        {
            return false;
        }

        if (tag.IsKey)
        {
            return true;
        }

        // Encodings of simulcast do not refer to each other.
        bool isSameStream = tag.NeedsLower || tag.Spatial == _encoding;
        return isSameStream && HasDecoded(tag, tag.Reference) && HasDecoded(tag, tag.SecondReference);
    }

    private bool HasDecoded(in MediaTag tag, byte reference) => reference == 0 || _decoded.Contains((tag.Spatial, tag.Number - reference));

    private void Decode(PendingFrame frame, List<uint> pictures)
    {
        MediaTag tag = frame.Tag;
        if (tag is { IsKey: true, NeedsLower: false })
        {
            _decoded.Clear();
            _encoding = tag.Spatial;
        }

        _decoded.Add((tag.Spatial, tag.Number));
        if (!_hasDecoded || frame.Timestamp != _lastTimestamp)
        {
            pictures.Add(frame.Timestamp);
        }

        _hasDecoded = true;
        _lastTimestamp = frame.Timestamp;
        foreach ((byte, uint) old in _pending.Where(pair => (int)(pair.Value.Timestamp - frame.Timestamp) < 0).Select(static pair => pair.Key).ToArray())
        {
            _pending.Remove(old);
        }

        _pending.Remove((tag.Spatial, tag.Number));
    }

    private sealed record PendingFrame(MediaTag Tag, uint Timestamp)
    {
        public HashSet<ushort> Packets { get; } = [];

        public bool IsComplete => Packets.Count == Tag.Count;
    }
}
