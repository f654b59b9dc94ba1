namespace Tureen.Interop.Tests.Downlinks;

/// <summary>What a browser counted of one received video at one instant, in milliseconds since 1970.</summary>
internal sealed record VideoSample(
    double TimeMs,
    string ConsumerId,
    long Ssrc,
    int FrameHeight,
    long FramesDecoded,
    long KeyFramesDecoded,
    long FreezeCount,
    double TotalFreezesDuration,
    long PacketsLost,
    long BytesReceived,
    long PliCount,
    long NackCount);
