using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports.Media;

/// <summary>Finds the consumer of an SSRC that a transport sends, for what its peer reports about it.</summary>
internal sealed class ConsumerTable
{
    private readonly Dictionary<uint, ConsumerCore> _bySsrc = [];
    private readonly Dictionary<uint, ConsumerCore> _byRtxSsrc = [];

    public IReadOnlyDictionary<uint, ConsumerCore> BySsrc => _bySsrc;

    public IReadOnlyDictionary<uint, ConsumerCore> ByRtxSsrc => _byRtxSsrc;

    /// <exception cref="MediasoupException">An SSRC is taken; nothing is added.</exception>
    public void Add(ConsumerCore consumer)
    {
        IReadOnlyList<OutgoingStream> streams = consumer.OutgoingStreams;
        for (int i = 0; i < streams.Count; i++)
        {
            uint ssrc = streams[i].Ssrc;
            bool isTaken = _bySsrc.ContainsKey(ssrc) || _byRtxSsrc.ContainsKey(ssrc);
            for (int j = 0; j < i; j++)
            {
                isTaken |= streams[j].Ssrc == ssrc;
            }

            if (isTaken)
            {
                throw new MediasoupException($"a Consumer with same ssrc already exists [ssrc:{ssrc}]");
            }
        }

        foreach (OutgoingStream stream in streams)
        {
            TableOf(stream).Add(stream.Ssrc, consumer);
        }
    }

    public void Remove(ConsumerCore consumer)
    {
        foreach (OutgoingStream stream in consumer.OutgoingStreams)
        {
            TableOf(stream).Remove(stream.Ssrc);
        }
    }

    /// <summary>The consumer whose media has the SSRC.</summary>
    public ConsumerCore? FindMedia(uint ssrc) => _bySsrc.GetValueOrDefault(ssrc);

    /// <summary>The stream of an SSRC, media or RTX.</summary>
    public OutgoingStream? FindStream(uint ssrc)
    {
        if (!_bySsrc.TryGetValue(ssrc, out ConsumerCore? consumer) && !_byRtxSsrc.TryGetValue(ssrc, out consumer))
        {
            return null;
        }

        IReadOnlyList<OutgoingStream> streams = consumer.OutgoingStreams;
        for (int i = 0; i < streams.Count; i++)
        {
            if (streams[i].Ssrc == ssrc)
            {
                return streams[i];
            }
        }

        return null;
    }

    public ConsumerCore? Find(OutgoingStream stream) => TableOf(stream).GetValueOrDefault(stream.Ssrc);

    private Dictionary<uint, ConsumerCore> TableOf(OutgoingStream stream) => stream.IsRtx ? _byRtxSsrc : _bySsrc;
}
