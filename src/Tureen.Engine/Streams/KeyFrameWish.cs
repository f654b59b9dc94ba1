using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>What is known about the key frames of one stream: whether one was asked for, and whether more wishes came since.</summary>
internal sealed class KeyFrameWish(uint ssrc)
{
    public uint Ssrc { get; } = ssrc;

    /// <summary>Until when the key frame that was asked for is waited for.</summary>
    public Timestamp PendingUntil { get; set; } = Timestamp.Never;

    public bool RetryOnTimeout { get; set; }

    /// <summary>Until when further wishes are only gathered.</summary>
    public Timestamp DelayedUntil { get; set; } = Timestamp.Never;

    public bool IsRequestedInDelay { get; set; }
}
