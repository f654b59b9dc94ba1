namespace Tureen.Engine.Transports.Media;

/// <summary>Between which bitrates the application wants a transport to send.</summary>
internal sealed class OutgoingBitrateLimits
{
    /// <summary>Bits per second below which bandwidth estimation does not work (mediasoup's limit).</summary>
    private const long Lowest = 30_000;

    /// <summary>Bits per second; 0 for no limit.</summary>
    public long Maximum { get; private set; }

    /// <summary>Bits per second; 0 for no limit.</summary>
    public long Minimum { get; private set; }

    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMaximum(long bitsPerSecond)
    {
        RequireInRange(bitsPerSecond);
        if (bitsPerSecond != 0 && bitsPerSecond < Minimum)
        {
            throw new MediasoupTypeException("bitrate is less than the current minimum outgoing bitrate");
        }

        Maximum = bitsPerSecond;
    }

    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMinimum(long bitsPerSecond)
    {
        RequireInRange(bitsPerSecond);
        if (Maximum != 0 && bitsPerSecond > Maximum)
        {
            throw new MediasoupTypeException("bitrate is greater than the current maximum outgoing bitrate");
        }

        Minimum = bitsPerSecond;
    }

    private static void RequireInRange(long bitsPerSecond)
    {
        if (bitsPerSecond != 0 && bitsPerSecond < Lowest)
        {
            throw new MediasoupTypeException($"bitrate must be at least {Lowest} bits per second, or 0");
        }
    }
}
