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
        _used ??= new BitArray(Count);
        int count = Math.Clamp(NegotiatedCount, 0, Count);
        int start = _next < count ? _next : 0;
        for (int i = 0; i < count; i++)
        {
            int id = (start + i) % count;
            if (!_used[id])
            {
                _used[id] = true;
                _next = id + 1;
                return id;
            }
        }

        throw new MediasoupException("no sctpStreamId available");
    }

    public void Free(int? id)
    {
        if (id is { } given && _used is not null)
        {
            _used[given] = false;
        }
    }
}
