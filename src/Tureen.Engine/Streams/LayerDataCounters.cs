using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>One counter per spatial and temporal layer of a received stream; packets of padding alone are left out.</summary>
internal sealed class LayerDataCounters
{
    private readonly RtpDataCounter[] _counters;
    private readonly LayerRate[] _rates;

    public LayerDataCounters(int spatialLayers, int temporalLayers, TimeSpan window)
    {
        SpatialLayers = Math.Max(spatialLayers, 1);
        TemporalLayers = Math.Max(temporalLayers, 1);
        _counters = new RtpDataCounter[SpatialLayers * TemporalLayers];
        _rates = new LayerRate[_counters.Length];
        for (int i = 0; i < _counters.Length; i++)
        {
            _counters[i] = new RtpDataCounter(window, ignorePaddingOnlyPackets: true);
        }
    }

    public int SpatialLayers { get; }

    public int TemporalLayers { get; }

    public long PacketCount { get; private set; }

    public long ByteCount { get; private set; }

    /// <summary>Counts a packet; a layer above the declared ones counts as the highest declared.</summary>
    public void Update(Timestamp now, int length, bool hasPayload, int spatialLayer, int temporalLayer)
    {
        if (!hasPayload)
        {
            return;
        }

        PacketCount++;
        ByteCount += length;
        int spatial = Math.Clamp(spatialLayer, 0, SpatialLayers - 1);
        int temporal = Math.Clamp(temporalLayer, 0, TemporalLayers - 1);
        int index = (spatial * TemporalLayers) + temporal;
        _counters[index].Update(now, length);
        _rates[index].Add(now, length);
    }

    public Bitrate GetBitrate(Timestamp now)
    {
        long sum = 0;
        foreach (RtpDataCounter counter in _counters)
        {
            sum += counter.GetBitrate(now).BitsPerSecond;
        }

        return new Bitrate(sum);
    }

    /// <summary>What a receiver of this layer gets: all lower spatial layers whole, and this one up to the temporal layer.</summary>
    public Bitrate GetBitrate(Timestamp now, int spatialLayer, int temporalLayer)
    {
        if (!Has(spatialLayer, temporalLayer) || Counter(spatialLayer, temporalLayer).GetBitrate(now) == Bitrate.Zero)
        {
            return Bitrate.Zero;
        }

        long sum = 0;
        for (int spatial = 0; spatial <= spatialLayer; spatial++)
        {
            int highest = spatial < spatialLayer ? TemporalLayers - 1 : temporalLayer;
            for (int temporal = 0; temporal <= highest; temporal++)
            {
                sum += Counter(spatial, temporal).GetBitrate(now).BitsPerSecond;
            }
        }

        return new Bitrate(sum);
    }

    /// <summary>All temporal layers of one spatial layer.</summary>
    public Bitrate GetSpatialLayerBitrate(Timestamp now, int spatialLayer)
    {
        long sum = 0;
        for (int temporal = 0; temporal < TemporalLayers && Has(spatialLayer, temporal); temporal++)
        {
            sum += Counter(spatialLayer, temporal).GetBitrate(now).BitsPerSecond;
        }

        return new Bitrate(sum);
    }

    /// <summary>What the allocation counts for one layer alone, in bits per second on the wire; false while it is not known.</summary>
    /// <param name="now">The time.</param>
    /// <param name="spatialLayer">The spatial layer.</param>
    /// <param name="temporalLayer">The temporal layer.</param>
    /// <param name="overhead">Bytes that each packet has beyond its RTP packet.</param>
    /// <param name="slow">The mean of 2.5 s with key frames clipped.</param>
    /// <param name="fast">The mean of the last half second.</param>
    public bool TryMeasure(Timestamp now, int spatialLayer, int temporalLayer, int overhead, out double slow, out double fast)
    {
        slow = 0;
        fast = 0;
        return Has(spatialLayer, temporalLayer)
            && _rates[(spatialLayer * TemporalLayers) + temporalLayer].TryMeasure(now, overhead, out slow, out fast);
    }

    /// <summary>One cell alone.</summary>
    public Bitrate GetLayerBitrate(Timestamp now, int spatialLayer, int temporalLayer) =>
        Has(spatialLayer, temporalLayer) ? Counter(spatialLayer, temporalLayer).GetBitrate(now) : Bitrate.Zero;

    /// <summary>What a receiver of each layer gets; empty for a stream without layers.</summary>
    public List<LayerBitrate> GetBitrates(Timestamp now)
    {
        var bitrates = new List<LayerBitrate>();
        bool hasLayers = SpatialLayers > 1 || TemporalLayers > 1;
        for (int spatial = 0; hasLayers && spatial < SpatialLayers; spatial++)
        {
            for (int temporal = 0; temporal < TemporalLayers; temporal++)
            {
                bitrates.Add(new LayerBitrate(spatial, temporal, GetBitrate(now, spatial, temporal)));
            }
        }

        return bitrates;
    }

    private bool Has(int spatialLayer, int temporalLayer) =>
        spatialLayer >= 0 && spatialLayer < SpatialLayers && temporalLayer >= 0 && temporalLayer < TemporalLayers;

    private RtpDataCounter Counter(int spatialLayer, int temporalLayer) =>
        _counters[(spatialLayer * TemporalLayers) + temporalLayer];
}
