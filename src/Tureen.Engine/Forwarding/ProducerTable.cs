using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Finds the producer of a received packet by SSRC, then MID, then RID (mediasoup's RtpListener; RFC 9143 §9.2).</summary>
internal sealed partial class ProducerTable
{
    private const int MaxIdentifierLength = 255;

    private readonly Dictionary<uint, ProducerCore> _bySsrc = [];
    private readonly Dictionary<string, ProducerCore> _byMid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProducerCore> _byRid = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<uint, ProducerCore> BySsrc => _bySsrc;

    public IReadOnlyDictionary<string, ProducerCore> ByMid => _byMid;

    public IReadOnlyDictionary<string, ProducerCore> ByRid => _byRid;

    /// <exception cref="MediasoupException">
    /// An SSRC or MID is taken, or a RID is taken and neither SSRCs nor MIDs distinguish the packets of the producers.
    /// </exception>
    public void Add(ProducerCore producer)
    {
        try
        {
            AddSsrcs(producer);
            AddMidAndRids(producer);
        }
        catch (MediasoupException)
        {
            Remove(producer);
            throw;
        }
    }

    public void Remove(ProducerCore producer)
    {
        RemoveAll(_bySsrc, producer);
        RemoveAll(_byMid, producer);
        RemoveAll(_byRid, producer);
    }

    /// <summary>Finds the producer; an SSRC first found by MID or RID is learned, up to a bound.</summary>
    public ProducerCore? Find(in RtpPacket packet, ReceivedExtensionIds ids)
    {
        if (_bySsrc.TryGetValue(packet.Ssrc, out ProducerCore? producer))
        {
            return producer;
        }

        if (packet.TryGetExtension(ids.Mid, out ReadOnlySpan<byte> mid))
        {
            return Learn(packet.Ssrc, Find(_byMid, mid));
        }

        bool hasRid = packet.TryGetExtension(ids.RtpStreamId, out ReadOnlySpan<byte> rid)
            || packet.TryGetExtension(ids.RepairedRtpStreamId, out rid);
        return hasRid ? Learn(packet.Ssrc, Find(_byRid, rid)) : null;
    }

    /// <summary>Remembers the producer of an SSRC, up to a bound.</summary>
    public ProducerCore? Learn(uint ssrc, ProducerCore? producer)
    {
        if (producer is not null && _bySsrc.Count < EngineLimits.MaxSrtpStreams)
        {
            _bySsrc[ssrc] = producer;
        }

        return producer;
    }

    /// <summary>Forgets an SSRC that was learned but turned out to belong to no stream; false for one that a producer announced.</summary>
    public bool TryForget(uint ssrc)
    {
        if (_bySsrc.TryGetValue(ssrc, out ProducerCore? producer) && IsAnnounced(producer, ssrc))
        {
            return false;
        }

        _bySsrc.Remove(ssrc);
        return true;
    }

    private static bool IsAnnounced(ProducerCore producer, uint ssrc) =>
        producer.RtpParameters.Encodings.Exists(encoding => encoding.Ssrc == ssrc || encoding.Rtx?.Ssrc == ssrc);

    private static bool SendsMid(ProducerCore producer) =>
        producer.RtpParameters.HeaderExtensions.Exists(static extension => string.Equals(extension.Uri, RtpHeaderExtensionUri.Mid, StringComparison.Ordinal));

    private static ProducerCore? Find(Dictionary<string, ProducerCore> table, ReadOnlySpan<byte> key)
    {
        Span<char> characters = stackalloc char[MaxIdentifierLength];
        int length = Encoding.Latin1.GetChars(key, characters);
        table.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters[..length], out ProducerCore? producer);
        return producer;
    }

    private static void RemoveAll<TKey>(Dictionary<TKey, ProducerCore> table, ProducerCore producer)
        where TKey : notnull
    {
        foreach ((TKey key, ProducerCore owner) in table)
        {
            if (owner == producer)
            {
                table.Remove(key);
            }
        }
    }

    private void AddSsrcs(ProducerCore producer)
    {
        foreach (RtpEncodingParameters encoding in producer.RtpParameters.Encodings)
        {
            AddSsrc(producer, encoding.Ssrc);
            AddSsrc(producer, encoding.Rtx?.Ssrc);
        }
    }

    private void AddSsrc(ProducerCore producer, uint? ssrc)
    {
        if (ssrc is not (null or 0) && !_bySsrc.TryAdd(ssrc.Value, producer))
        {
            throw new MediasoupException($"ssrc already exists in RTP listener [ssrc:{ssrc}]");
        }
    }

    private void AddMidAndRids(ProducerCore producer)
    {
        string? mid = producer.RtpParameters.Mid;
        bool hasMid = !string.IsNullOrEmpty(mid);
        if (hasMid && !_byMid.TryAdd(mid!, producer))
        {
            throw new MediasoupException($"MID already exists in RTP listener [mid:{mid}]");
        }

        foreach (RtpEncodingParameters encoding in producer.RtpParameters.Encodings)
        {
            if (string.IsNullOrEmpty(encoding.Rid) || _byRid.TryAdd(encoding.Rid, producer))
            {
                continue;
            }

            if (!hasMid)
            {
                throw new MediasoupException($"RID already exists in RTP listener and no MID is given [rid:{encoding.Rid}]");
            }

            if (encoding.Ssrc is null or 0 && !SendsMid(producer))
            {
                throw new MediasoupException(
                    $"RID already exists in RTP listener and the packets carry no MID, its header extension is missing [mid:{mid}, rid:{encoding.Rid}]");
            }
        }
    }
}
