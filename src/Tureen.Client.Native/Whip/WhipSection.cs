using Tureen.Ortc;

namespace Tureen.Client.Native.Whip;

/// <summary>One media section of an offer.</summary>
/// <param name="Mid">Its identification.</param>
/// <param name="Kind">Audio or video.</param>
/// <param name="Codecs">What is offered in it.</param>
internal sealed record WhipSection(string Mid, MediaKind Kind, IReadOnlyList<RtpCodecCapability> Codecs)
{
    /// <summary>What is sent in it; null to receive.</summary>
    public EncodedTrack? Track { get; init; }

    /// <summary>The streams that are sent.</summary>
    public IReadOnlyList<RtpEncodingParameters> Encodings { get; init; } = [];
}
