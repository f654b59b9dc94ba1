namespace Tureen.Recording.Settings;

/// <summary>The bounds of a recorder.</summary>
internal static class RecordingLimits
{
    /// <summary>Bytes of packets between the media thread and the writer: at 5 Mbit/s more than ten seconds.</summary>
    public const int MaxQueuedBytes = 8 * 1024 * 1024;

    /// <summary>Bytes that a queued packet costs besides its own.</summary>
    public const int QueuedPacketOverhead = 256;

    /// <summary>Bytes of frames that wait for the clock of a sender, or for their place in a file.</summary>
    public const int MaxHeldBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of one frame; a longer one is dropped. A key frame in 4K has less than a tenth of it.</summary>
    public const int MaxFrameLength = 16 * 1024 * 1024;

    /// <summary>Layers of one VP9 picture that its index has room for.</summary>
    public const int MaxLayersPerPicture = 8;

    /// <summary>Packets between the first that is missing and the last that came.</summary>
    public const int MaxReorderedPackets = 2_048;

    /// <summary>How long frames wait beyond the repair of losses, so that those of all tracks are written in their order.</summary>
    public static readonly TimeSpan HoldBeyondRepair = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the first frames of a track wait for the sender's clock: browsers send the first report about audio after 2.5 seconds.</summary>
    public static readonly TimeSpan MaxClockWait = TimeSpan.FromSeconds(6);

    /// <summary>How long sound that has no file yet waits for a key frame, with which the next file begins.</summary>
    public static readonly TimeSpan MaxKeyFrameWait = TimeSpan.FromSeconds(4);

    /// <summary>The least time between two requests for a key frame.</summary>
    public static readonly TimeSpan KeyFrameRequestInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the writer looks for packets.</summary>
    public static readonly TimeSpan TurnInterval = TimeSpan.FromMilliseconds(50);
}
