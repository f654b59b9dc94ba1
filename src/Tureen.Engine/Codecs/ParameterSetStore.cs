using System.Numerics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>The newest parameter sets of one H264 stream, one for each kind and id, as copies in one buffer; the oldest gives way.</summary>
internal sealed class ParameterSetStore
{
    /// <summary>Bytes before the id: type, profile, constraints and level before that of an SPS (H.264 §7.3.2.1.1), the type before that of a PPS.</summary>
    private const int SpsIdOffset = 4;
    private const int PpsIdOffset = 1;

    /// <summary>Ids of an SPS end at 31, those of a PPS at 255: eight zeros before the first bit that is set.</summary>
    private const int MaxIdZeros = 8;

    private readonly byte[] _bytes = new byte[EngineLimits.MaxParameterSetBytes];
    private readonly (ParameterSetKinds Kind, int Id, int Length)[] _sets =
        new (ParameterSetKinds Kind, int Id, int Length)[EngineLimits.MaxParameterSets];

    /// <summary>Sets, in the order in which they came.</summary>
    public int Count { get; private set; }

    /// <summary>The kinds that have a set.</summary>
    public ParameterSetKinds Kinds
    {
        get
        {
            ParameterSetKinds kinds = ParameterSetKinds.None;
            foreach ((ParameterSetKinds kind, _, _) in _sets.AsSpan(0, Count))
            {
                kinds |= kind;
            }

            return kinds;
        }
    }

    /// <summary>The kind of a NAL unit that is not empty; none if it is no parameter set.</summary>
    public static ParameterSetKinds KindOf(ReadOnlySpan<byte> unit) => H264Payload.TypeOf(unit) switch
    {
        H264Payload.Sps => ParameterSetKinds.Sequence,
        H264Payload.Pps => ParameterSetKinds.Picture,
        _ => ParameterSetKinds.None,
    };

    /// <summary>A set and its kind.</summary>
    public ReadOnlySpan<byte> Get(int index, out ParameterSetKinds kind)
    {
        kind = _sets[index].Kind;
        return _bytes.AsSpan(LengthOf(index), _sets[index].Length);
    }

    /// <summary>Keeps a copy of a set in place of the one with its id; ignores a unit that is no set or is too long.</summary>
    /// <param name="unit">A NAL unit that is not empty.</param>
    /// <param name="isLate">It is older than what is known: it is kept only where there is none with its id.</param>
    public void Add(ReadOnlySpan<byte> unit, bool isLate = false)
    {
        ParameterSetKinds kind = KindOf(unit);
        if (kind == ParameterSetKinds.None || unit.Length > EngineLimits.MaxParameterSetLength || !TryReadId(unit, kind, out int id))
        {
            return;
        }

        // 1. The one with its id goes.
        int index = Find(kind, id);
        if (index >= 0)
        {
            if (isLate || unit.SequenceEqual(Get(index, out _)))
            {
                return;
            }

            Remove(index);
        }

        // 2. The oldest go until there is room.
        while (Count == _sets.Length || LengthOf(Count) + unit.Length > _bytes.Length)
        {
            Remove(0);
        }

        unit.CopyTo(_bytes.AsSpan(LengthOf(Count)));
        _sets[Count++] = (kind, id, unit.Length);
    }

    private static bool TryReadId(ReadOnlySpan<byte> unit, ParameterSetKinds kind, out int id)
    {
        int offset = kind == ParameterSetKinds.Sequence ? SpsIdOffset : PpsIdOffset;
        id = 0;
        if (unit.Length <= offset)
        {
            return false;
        }

        // ue(v): as many zeros as bits follow the first one (H.264 §9.1).
        uint bits = 0;
        for (int i = 0; i < sizeof(uint); i++)
        {
            bits = (bits << 8) | (offset + i < unit.Length ? unit[offset + i] : (byte)0);
        }

        int zeros = BitOperations.LeadingZeroCount(bits);
        id = zeros > MaxIdZeros ? 0 : (int)(bits >> (31 - (2 * zeros))) - 1;
        return zeros <= MaxIdZeros;
    }

    private int Find(ParameterSetKinds kind, int id)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_sets[i].Kind == kind && _sets[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Bytes of the first sets.</summary>
    private int LengthOf(int count)
    {
        int length = 0;
        foreach ((_, _, int setLength) in _sets.AsSpan(0, count))
        {
            length += setLength;
        }

        return length;
    }

    private void Remove(int index)
    {
        int end = LengthOf(Count);
        int next = LengthOf(index + 1);
        _bytes.AsSpan(next, end - next).CopyTo(_bytes.AsSpan(LengthOf(index)));
        _sets.AsSpan(index + 1, Count - index - 1).CopyTo(_sets.AsSpan(index));
        Count--;
    }
}
