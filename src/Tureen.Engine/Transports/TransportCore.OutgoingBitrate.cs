namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    /// <summary>Bits per second below which bandwidth estimation does not work (mediasoup's limit).</summary>
    private const long MinimumOutgoingBitrate = 30_000;

    /// <summary>Bits per second; 0 for no limit.</summary>
    public long MaxOutgoingBitrate { get; private set; }

    /// <summary>Bits per second; 0 for no limit.</summary>
    public long MinOutgoingBitrate { get; private set; }

    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMaxOutgoingBitrate(long bitsPerSecond)
    {
        RequireInRange(bitsPerSecond);
        if (bitsPerSecond != 0 && bitsPerSecond < MinOutgoingBitrate)
        {
            throw new MediasoupTypeException("bitrate is less than the current minimum outgoing bitrate");
        }

        MaxOutgoingBitrate = bitsPerSecond;
    }

    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMinOutgoingBitrate(long bitsPerSecond)
    {
        RequireInRange(bitsPerSecond);
        if (MaxOutgoingBitrate != 0 && bitsPerSecond > MaxOutgoingBitrate)
        {
            throw new MediasoupTypeException("bitrate is greater than the current maximum outgoing bitrate");
        }

        MinOutgoingBitrate = bitsPerSecond;
    }

    private static void RequireInRange(long bitsPerSecond)
    {
        if (bitsPerSecond != 0 && bitsPerSecond < MinimumOutgoingBitrate)
        {
            throw new MediasoupTypeException($"bitrate must be at least {MinimumOutgoingBitrate} bits per second, or 0");
        }
    }
}
