namespace Tureen.Audio;

/// <summary>The bounds of queues, buffers and loops.</summary>
internal static class AudioLimits
{
    /// <summary>Packets. What a jitter buffer holds at most: four seconds of 20 ms.</summary>
    public const int MaxStoredPackets = 200;

    /// <summary>Bytes. The longest Opus frame (RFC 6716 §3.4) is 1275; a packet has several.</summary>
    public const int MaxPayloadLength = 1_500;

    /// <summary>Bytes. What one RTP packet carries over any path.</summary>
    public const int MaxSentPayloadLength = 1_200;

    /// <summary>Blocks. What a RED payload may have (RFC 2198); senders use up to four.</summary>
    public const int MaxRedBlocks = 8;

    /// <summary>Levels. How often a sender repeats a frame.</summary>
    public const int MaxRedundancy = 3;

    /// <summary>Frames. What a sender that was held up sends at once before it gives up what it missed.</summary>
    public const int MaxBurst = 10;

    /// <summary>Inputs. What a mixer sums.</summary>
    public const int MaxMixerInputs = 1_000;

    /// <summary>The longest time that a reader may be behind before it leaves out what it missed.</summary>
    public static readonly TimeSpan MaxReadLag = TimeSpan.FromMilliseconds(200);

    /// <summary>What a writer holds unless it is given another limit.</summary>
    public static readonly TimeSpan DefaultQueue = TimeSpan.FromSeconds(30);

    /// <summary>What a writer can be made to hold: about 60 MB at 48 kHz.</summary>
    public static readonly TimeSpan MaxQueue = TimeSpan.FromMinutes(10);
}
