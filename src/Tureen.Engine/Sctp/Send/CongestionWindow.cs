namespace Tureen.Engine.Sctp.Send;

/// <summary>How much may be in flight: slow start, congestion avoidance, fast recovery (RFC 9260 §7.2).</summary>
/// <param name="maxChunkLength">PMDCS: bytes of the largest DATA chunk that one packet carries.</param>
internal sealed class CongestionWindow(int maxChunkLength)
{
    private int _partialBytesAcked;

    /// <summary>The highest TSN outstanding when fast recovery was entered.</summary>
    private uint _exitPoint;

    /// <summary>cwnd, in bytes.</summary>
    public int Size { get; private set; } = SctpLimits.InitialCongestionWindow * maxChunkLength;

    /// <summary>ssthresh, in bytes; arbitrarily high until the first loss.</summary>
    public int SlowStartThreshold { get; private set; } = int.MaxValue;

    public bool IsInFastRecovery { get; private set; }

    public bool IsInSlowStart => Size <= SlowStartThreshold;

    /// <summary>A SACK moved the cumulative ack on.</summary>
    /// <param name="bytesAcked">What it newly acknowledged, gap blocks included.</param>
    /// <param name="flightBefore">Bytes in flight before it.</param>
    /// <param name="flightAfter">Bytes in flight after it.</param>
    public void HandleAck(int bytesAcked, int flightBefore, int flightAfter)
    {
        // A window that was not used up says nothing about the path.
        bool wasUsed = flightBefore + maxChunkLength > Size;
        if (IsInFastRecovery)
        {
            return;
        }

        if (IsInSlowStart)
        {
            if (wasUsed)
            {
                Grow(Math.Min(bytesAcked, maxChunkLength));
            }

            return;
        }

        _partialBytesAcked += bytesAcked;
        if (_partialBytesAcked >= Size && wasUsed)
        {
            _partialBytesAcked -= Size;
            Grow(maxChunkLength);
        }

        if (flightAfter == 0)
        {
            _partialBytesAcked = 0;
        }
    }

    /// <summary>Chunks were reported missing often enough; true if that begins a fast recovery.</summary>
    public bool TryEnterFastRecovery(uint highestOutstandingTsn)
    {
        if (IsInFastRecovery)
        {
            return false;
        }

        IsInFastRecovery = true;
        _exitPoint = highestOutstandingTsn;
        SlowStartThreshold = Math.Max(Size / 2, 4 * maxChunkLength);
        Size = SlowStartThreshold;
        _partialBytesAcked = 0;
        return true;
    }

    public void ExitFastRecovery(uint cumulativeTsnAck)
    {
        if (IsInFastRecovery && (int)(cumulativeTsnAck - _exitPoint) >= 0)
        {
            IsInFastRecovery = false;
        }
    }

    /// <summary>T3-rtx expired (§7.2.3).</summary>
    public void HandleTimeout()
    {
        SlowStartThreshold = Math.Max(Size / 2, 4 * maxChunkLength);
        Size = maxChunkLength;
        _partialBytesAcked = 0;
        IsInFastRecovery = false;
    }

    private void Grow(int bytes) => Size = Math.Min(Size + bytes, SctpLimits.MaxCongestionWindow);
}
