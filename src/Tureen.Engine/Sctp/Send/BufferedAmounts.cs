namespace Tureen.Engine.Sctp.Send;

/// <summary>Bytes not yet made into fragments, of each stream and of all, and which streams fell to their thresholds.</summary>
internal sealed class BufferedAmounts
{
    private readonly Queue<OutboundStream> _low = new();

    /// <summary>Bytes of all streams.</summary>
    public long Total { get; private set; }

    public void Change(OutboundStream stream, int change)
    {
        bool wasAbove = stream.BufferedAmount > stream.LowThreshold;
        stream.BufferedAmount += change;
        Total += change;
        if (wasAbove && stream.BufferedAmount <= stream.LowThreshold)
        {
            NoteLow(stream);
        }
    }

    public void SetThreshold(OutboundStream stream, long threshold)
    {
        bool wasAbove = stream.BufferedAmount > stream.LowThreshold;
        stream.LowThreshold = threshold;
        if (wasAbove && stream.BufferedAmount <= threshold)
        {
            NoteLow(stream);
        }
    }

    /// <summary>The next stream whose amount fell to its threshold; each is given once until it is taken.</summary>
    public bool TryDequeueLow(out ushort streamId)
    {
        if (!_low.TryDequeue(out OutboundStream? stream))
        {
            streamId = 0;
            return false;
        }

        stream.IsLowNoted = false;
        streamId = stream.Id;
        return true;
    }

    public void Clear()
    {
        _low.Clear();
        Total = 0;
    }

    private void NoteLow(OutboundStream stream)
    {
        if (!stream.IsLowNoted)
        {
            stream.IsLowNoted = true;
            _low.Enqueue(stream);
        }
    }
}
