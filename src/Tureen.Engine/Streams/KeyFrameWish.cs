using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>What is known about the key frames of one stream: whether one was requested, and whether more requests came since.</summary>
internal sealed class KeyFrameWish(uint ssrc)
{
    public uint Ssrc { get; } = ssrc;

    /// <summary>When the wait for the requested key frame ends.</summary>
    public Timestamp PendingUntil { get; set; } = Timestamp.Never;

    public bool RetryOnTimeout { get; set; }

    /// <summary>When the time ends during which further requests are only gathered.</summary>
    public Timestamp DelayedUntil { get; set; } = Timestamp.Never;

    public bool IsRequestedInDelay { get; set; }
}
