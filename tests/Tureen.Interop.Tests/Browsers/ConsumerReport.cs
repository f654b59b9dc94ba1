namespace Tureen.Interop.Tests.Browsers;

/// <summary>What a browser counts of one received track.</summary>
internal sealed record ConsumerReport(
    string Id,
    string PeerId,
    string Kind,
    string ProducerId,
    bool Paused,
    double? FirstFrameMs,
    int Width,
    int Height,
    long PacketsReceived,
    long BytesReceived,
    long PacketsLost,
    long FramesDecoded,
    int FrameHeight,
    double FramesPerSecond,
    long NackCount,
    long PliCount,
    string Codec,
    long KeyFramesDecoded,
    long FreezeCount,
    double TotalFreezesDuration,
    double TotalAudioEnergy,
    double TotalSamplesReceived)
{
    public bool IsVideo => Kind == "video";
}
