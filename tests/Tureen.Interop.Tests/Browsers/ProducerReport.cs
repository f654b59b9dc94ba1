namespace Tureen.Interop.Tests.Browsers;

/// <summary>What a browser counts of one sent track.</summary>
internal sealed record ProducerReport(
    string Id,
    string Kind,
    bool Paused,
    long PacketsSent,
    long FramesEncoded,
    long NackCount,
    long PliCount,
    double TargetBitrate,
    double? RoundTripTime);
