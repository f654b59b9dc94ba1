using System.Collections;

namespace Tureen;

/// <summary>Which SCTP streams the data consumers of one transport use. The owner guards it.</summary>
internal sealed class SctpStreamIds
{
    /// <summary>The highest id that a data channel can have is 65534 (RFC 8832 §6).</summary>
    private const int Count = 65535;

    private BitArray? _used;
    private int _next;

    /// <summary>Streams towards the peer, once they are negotiated.</summary>
    public int NegotiatedCount { get; set; } = Count;

    /// <summary>The first free stream, searched from the one after the last given out.</summary>
    /// <exception cref="MediasoupException">All are in use.</exception>
    public int Take()
    {
        BitArray used = Used();
        int count = Math.Clamp(NegotiatedCount, 0, Count);
        int start = _next < count ? _next : 0;
        for (int i = 0; i < count; i++)
        {
            int id = (start + i) % count;
            if (!used[id])
            {
                used[id] = true;
                _next = id + 1;
                return id;
            }
        }

        throw new MediasoupException("no sctpStreamId available");
    }

    /// <summary>Never gives this one out.</summary>
    public void Reserve(int id) => Used()[id] = true;

    public void Free(int? id)
    {
        if (id is { } given && _used is not null)
        {
            _used[given] = false;
        }
    }

    private BitArray Used() => _used ??= new BitArray(Count);
}
