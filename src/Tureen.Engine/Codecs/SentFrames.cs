using System.Numerics;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>Which of the last frames were sent and which were left out, so that nothing is sent that depends on the latter.</summary>
/// <remarks>A frame that never arrived is neither: it may still come.</remarks>
/// <param name="bits">Bits of the frames' numbers.</param>
internal sealed class SentFrames(int bits)
{
    /// <summary>Frames; twice the distance over which references can be followed.</summary>
    private const int Capacity = 2 * FrameReferences.MaxNear;

    private readonly Entry[] _entries = new Entry[Capacity];
    private readonly int _mask = (1 << bits) - 1;

    public void Clear() => Array.Clear(_entries);

    public void Add(ushort number, int spatialLayer, bool isSent)
    {
        ref Entry entry = ref _entries[number % Capacity];
        if (!entry.IsUsed || entry.Number != number)
        {
            entry = new Entry { IsUsed = true, Number = number };
        }

        byte layer = (byte)(1 << spatialLayer);
        if (isSent)
        {
            entry.SentLayers |= layer;
        }
        else
        {
            entry.LeftOutLayers |= layer;
        }
    }

    /// <summary>The decision on the frame; false when there was none.</summary>
    public bool TryGet(ushort number, int spatialLayer, out bool isSent)
    {
        Entry entry = _entries[number % Capacity];
        int layer = 1 << spatialLayer;
        bool isKnown = entry.IsUsed && entry.Number == number;
        isSent = isKnown && (entry.LeftOutLayers & layer) == 0;
        return isKnown && ((entry.SentLayers | entry.LeftOutLayers) & layer) != 0;
    }

    /// <summary>Whether nothing that the frame refers to in its layer was left out, as far as is known.</summary>
    public bool HasAll(ushort number, int spatialLayer, in FrameReferences references)
    {
        for (ulong near = references.Near; near != 0; near &= near - 1)
        {
            int distance = BitOperations.TrailingZeroCount(near) + 1;
            if (TryGet((ushort)((number - distance) & _mask), spatialLayer, out bool isSent) && !isSent)
            {
                return false;
            }
        }

        return true;
    }

    private struct Entry
    {
        public bool IsUsed;
        public ushort Number;
        public byte SentLayers;
        public byte LeftOutLayers;
    }
}
