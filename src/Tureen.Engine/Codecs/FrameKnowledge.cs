using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// What one packet of a frame says holds for its other packets: a dependency descriptor, a picture id, the layers. So a frame is sent
/// or left out as a whole, also where its sender describes it in the first packet alone.
/// </summary>
/// <remarks>
/// A packet that says nothing belongs to the frame that began last before it with the same RTP timestamp. Where a packet between the two is
/// missing in a stream of several spatial layers, or no packet of the timestamp said anything yet, that is not known; such a packet has to wait.
/// </remarks>
/// <param name="hasUncountedLayers">Whether a packet that names layers may be of one of several spatial layers (<see cref="CodecTraits.HasUncountedLayers"/>).</param>
internal sealed class FrameKnowledge(bool hasUncountedLayers)
{
    /// <summary>Frames. Enough for several pictures with all their spatial layers, for packets that come late.</summary>
    private const int Capacity = 16;

    /// <summary>Packets behind the newest whose arrival is remembered.</summary>
    private const int Window = 64;

    private Frame[] _frames = [];
    private int _count;
    private int _latest;
    private bool _isStarted;
    private ushort _newest;
    private uint _timestamp;
    private ulong _received;
    private bool _hasMarker;
    private bool _hasPictureIds;
    private bool _hasLayers;
    private bool _hasDependencies;
    private bool _hasSpatialLayers;

    /// <summary>Takes what a packet itself says, and remembers it or adds to it.</summary>
    /// <param name="sequence">The packet's sequence number.</param>
    /// <param name="timestamp">Its RTP timestamp.</param>
    /// <param name="marker">Its marker.</param>
    /// <param name="isLate">Packets with higher sequence numbers came before. A source that began anew is not late.</param>
    /// <param name="read">What it says.</param>
    public void Handle(ushort sequence, uint timestamp, bool marker, bool isLate, ref PayloadDescriptor read)
    {
        // 1. A stream that says nothing of its frames anywhere, or all of it everywhere.
        bool isFirst = Track(sequence, timestamp, marker, isLate) || read.IsFrameStart;
        Note(read);
        bool isComplete = IsComplete(read);
        if (!read.IsPresent || !(_hasPictureIds || _hasLayers || _hasDependencies))
        {
            return;
        }

        // 2. A frame is remembered by the first packet that speaks for it, or by its first one if that says nothing.
        if (isComplete || isFirst)
        {
            Remember(sequence, timestamp, read, isComplete);
            return;
        }

        bool isKnown = TryAdd(sequence, timestamp, marker, read, out PayloadDescriptor added);
        read = added with { IsFrameUnknown = !isKnown };
    }

    /// <summary>Adds what other packets of the frame say; false while that is not known.</summary>
    public bool TryAdd(ushort sequence, uint timestamp, bool marker, in PayloadDescriptor read, out PayloadDescriptor added)
    {
        added = read;
        int found = Find(sequence, timestamp);
        if (found < 0)
        {
            return false;
        }

        ref readonly Frame frame = ref _frames[found];
        bool isAfter = (short)(sequence - frame.Sequence) > 0;
        if (_hasSpatialLayers && (!isAfter || !HasAllBetween(frame.Sequence, sequence)))
        {
            return false;
        }

        added = frame.Descriptor.Dependencies.Structure is null
            ? Add(read, frame.Descriptor)
            : AddDependencies(read, frame.Descriptor, marker);
        return true;
    }

    private static PayloadDescriptor Add(in PayloadDescriptor read, in PayloadDescriptor frame)
    {
        if (read.HasPictureId && frame.HasPictureId && read.PictureId != frame.PictureId)
        {
            return read;
        }

        bool takesLayers = frame.HasLayers && !read.HasLayers;
        return read with
        {
            IsFrameUnknown = false,
            HasPictureId = read.HasPictureId || frame.HasPictureId,
            PictureId = read.HasPictureId ? read.PictureId : frame.PictureId,
            IsPictureIdElsewhere = !read.HasPictureId && frame.HasPictureId,
            HasLayers = read.HasLayers || takesLayers,
            SpatialLayer = takesLayers ? frame.SpatialLayer : read.SpatialLayer,
            TemporalLayer = takesLayers ? frame.TemporalLayer : read.TemporalLayer,
            IsSwitchingPoint = takesLayers ? frame.IsSwitchingPoint : read.IsSwitchingPoint,
            References = read.References.IsKnown ? read.References : frame.References,
        };
    }

    private static PayloadDescriptor AddDependencies(in PayloadDescriptor read, in PayloadDescriptor frame, bool isEnd) => frame with
    {
        IsKeyFrame = false,
        IsFrameStart = false,
        BeginsIdr = read.BeginsIdr,
        MissingParameterSets = read.MissingParameterSets,
        IsFrameEnd = isEnd,
        Dependencies = frame.Dependencies with
        {
            IsFrameStart = false,
            IsFrameEnd = isEnd,
            IsStructureAttached = false,
            IsActiveAttached = false,
        },
    };

    /// <summary>Notes which kinds of information the stream's packets carry, once one carries them.</summary>
    private void Note(in PayloadDescriptor read)
    {
        _hasPictureIds |= read.HasPictureId;
        _hasLayers |= read.HasLayers;
        _hasDependencies |= read.Dependencies.Structure is not null;

        _hasSpatialLayers |= read.SpatialLayer > 0
            || read.Dependencies.Structure is { SpatialLayerCount: > 1 }
            || (read.HasLayers && hasUncountedLayers);
    }

    private bool IsComplete(in PayloadDescriptor read) =>
        read.HasPictureId == _hasPictureIds
        && read.HasLayers == _hasLayers
        && read.Dependencies.Structure is not null == _hasDependencies;

    /// <summary>Notes that a packet came; true when it begins a picture, because the packet right before belongs to another picture or ended one.</summary>
    private bool Track(ushort sequence, uint timestamp, bool marker, bool isLate)
    {
        int ahead = (short)(sequence - _newest);
        if (isLate)
        {
            _received |= ahead is <= 0 and > -Window ? 1UL << -ahead : 0;
            return false;
        }

        // The source began anew: what was remembered is of other frames.
        _count = ahead > 0 ? _count : 0;

        bool isFirst = _isStarted && ahead == 1 && (_hasMarker || timestamp != _timestamp);
        _received = ahead is > 0 and < Window ? (_received << ahead) | 1 : 1;
        _isStarted = true;
        _newest = sequence;
        _timestamp = timestamp;
        _hasMarker = marker;
        return isFirst;
    }

    private bool HasAllBetween(ushort first, ushort last)
    {
        int oldest = (ushort)(_newest - first);
        int count = (ushort)(last - first) - 1;
        if (count <= 0 || oldest > Window)
        {
            return true;
        }

        ulong between = ((1UL << count) - 1) << (oldest - count);
        return (_received & between) == between;
    }

    private void Remember(ushort sequence, uint timestamp, in PayloadDescriptor read, bool isComplete)
    {
        bool isKnown = _count > 0
            && _frames[_latest].Timestamp == timestamp
            && _frames[_latest].IsComplete
            && !(read.IsFrameStart && _hasSpatialLayers);
        if (isKnown)
        {
            return;
        }

        if (_frames.Length == 0)
        {
            _frames = new Frame[Capacity];
        }

        _latest = (_latest + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
        ref Frame frame = ref _frames[_latest];
        frame.Sequence = sequence;
        frame.Timestamp = timestamp;
        frame.IsComplete = isComplete;
        frame.Descriptor = read;
    }

    /// <summary>The frame of the timestamp that began last before a packet, else the first one after it; −1 for none.</summary>
    private int Find(ushort sequence, uint timestamp)
    {
        int found = -1;
        int nearest = int.MaxValue;
        for (int back = 0; back < _count; back++)
        {
            int index = (_latest + Capacity - back) % Capacity;
            if (_frames[index].Timestamp != timestamp)
            {
                continue;
            }

            // Those before come first, the nearest of them; then those after.
            int distance = (short)(sequence - _frames[index].Sequence);
            int rank = distance >= 0 ? distance : ushort.MaxValue - distance;
            if (rank < nearest)
            {
                found = index;
                nearest = rank;
            }
        }

        return found;
    }

    private struct Frame
    {
        public ushort Sequence;
        public uint Timestamp;
        public bool IsComplete;
        public PayloadDescriptor Descriptor;
    }
}
