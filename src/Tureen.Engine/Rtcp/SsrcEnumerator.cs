using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks a list of SSRCs.</summary>
internal ref struct SsrcEnumerator(ReadOnlySpan<byte> ssrcs)
{
    public const int SsrcLength = 4;

    private ReadOnlySpan<byte> _rest = ssrcs;

    public uint Current { get; private set; }

    /// <summary>SSRCs that are still to come.</summary>
    public readonly int Count => _rest.Length / SsrcLength;

    public readonly SsrcEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < SsrcLength)
        {
            return false;
        }

        Current = BinaryPrimitives.ReadUInt32BigEndian(_rest);
        _rest = _rest[SsrcLength..];
        return true;
    }

    /// <summary>Writes a list; the caller has checked the room.</summary>
    public static void Write(Span<byte> destination, ReadOnlySpan<uint> ssrcs)
    {
        for (int i = 0; i < ssrcs.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination[(i * SsrcLength)..], ssrcs[i]);
        }
    }
}
