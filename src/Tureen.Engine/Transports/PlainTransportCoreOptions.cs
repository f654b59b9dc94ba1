using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>What a plain transport is made of.</summary>
internal sealed record PlainTransportCoreOptions
{
    public required string Id { get; init; }

    public required ListenParameters Listen { get; init; }

    public string? AnnouncedAddress { get; init; }

    /// <summary>RTCP comes and goes on the socket of RTP (RFC 5761).</summary>
    public bool RtcpMux { get; init; } = true;

    /// <summary>Where RTCP has its own socket; by default beside that of RTP, on any port.</summary>
    public ListenParameters? RtcpListen { get; init; }

    public string? RtcpAnnouncedAddress { get; init; }

    /// <summary>The peer's address is that of its first valid packet.</summary>
    public bool Comedia { get; init; }

    /// <summary>Null without SRTP.</summary>
    public SrtpCryptoSuite? CryptoSuite { get; init; }

    public DataTransportOptions Data { get; init; } = new();

    /// <summary>Takes packets from anywhere, and sends only to the address that connect() set.</summary>
    public bool AcceptsAnySource { get; init; }
}
