using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>One encoding of a producer, with everything that its streams need, resolved once.</summary>
internal sealed class ProducerEncoding
{
    public required int Index { get; init; }

    /// <summary>0 when not announced.</summary>
    public required uint Ssrc { get; init; }

    public required string? Rid { get; init; }

    /// <summary>0 when not announced.</summary>
    public required uint RtxSsrc { get; init; }

    /// <summary>The SSRC under which the packets reach consumers.</summary>
    public required uint MappedSsrc { get; init; }

    /// <summary>The codec that was announced for it; another one that was negotiated may come in its place.</summary>
    public required RtpCodecParameters Codec { get; init; }

    public required int SpatialLayers { get; init; }

    public required int TemporalLayers { get; init; }

    public required bool Dtx { get; init; }

    public bool IsAnonymous => Ssrc == 0 && string.IsNullOrEmpty(Rid);
}
