namespace Tureen.Interop.Tests.V2;

/// <summary>What a page of mediasoup v2 counts of one received track.</summary>
internal sealed record V2ConsumerReport(
    string Peer,
    string Kind,
    bool Supported,
    bool Paused,
    string? EffectiveProfile,
    long PacketsReceived,
    long FramesDecoded,
    int FrameHeight,
    double AudioEnergy);
