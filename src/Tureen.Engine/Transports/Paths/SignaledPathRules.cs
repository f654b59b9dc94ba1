using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Paths;

/// <summary>What a <see cref="SignaledPath"/> takes, and from whom.</summary>
internal readonly record struct SignaledPathRules()
{
    /// <summary>The first packets show where the peer is (mediasoup's comedia).</summary>
    public bool Comedia { get; init; }

    /// <summary>Packets count wherever they come from; none is sent.</summary>
    public bool AcceptsAnySource { get; init; }

    /// <summary>The path carries SCTP beside RTP.</summary>
    public bool CarriesSctp { get; init; }

    /// <summary>SCTP is encrypted, inside SRTCP; in the clear it is not accepted. Needs SRTP.</summary>
    public bool WrapsSctp { get; init; }

    /// <summary>Received SRTP streams that may have state.</summary>
    public int MaxSrtpStreams { get; init; } = EngineLimits.MaxSrtpStreams;
}
