using Tureen.Interop.Tests.Downlinks.Relays;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>What a call behind a relay is made of.</summary>
internal sealed record DownlinkOptions
{
    /// <summary>The browser that receives.</summary>
    public string Viewer { get; init; } = "chromium";

    /// <summary>Bits per second of each encoding, lowest first; one for all layers of a stream that has them itself.</summary>
    public IReadOnlyList<int> Ladder { get; init; } = [150_000, 350_000, 1_000_000];

    public string ScalabilityMode { get; init; } = "L1T1";

    public string Codec { get; init; } = "video/VP8";

    public int FrameRate { get; init; } = 20;

    /// <summary>The link to the viewer while nothing limits it.</summary>
    public LinkConditions Free { get; init; } = new();
}
