namespace Tureen.Ortc;

/// <summary>What a client and its router have in common.</summary>
public sealed class ExtendedRtpCapabilities
{
    /// <summary>The media codecs, each with its RTX.</summary>
    public required List<ExtendedRtpCodec> Codecs { get; init; }

    /// <summary>The header extensions, in the router's order.</summary>
    public required List<ExtendedRtpHeaderExtension> HeaderExtensions { get; init; }
}
