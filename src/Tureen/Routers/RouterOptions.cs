using Tureen.Ortc;

namespace Tureen;

/// <summary>How a router is made (mediasoup RouterOptions).</summary>
public sealed record RouterOptions
{
    /// <summary>The codecs that it routes; none unless set. They are copied.</summary>
    public IReadOnlyList<RtpCodecCapability> MediaCodecs { get; init; } = [];

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
