using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a handler must know about its transport.</summary>
public sealed class HandlerOptions
{
    /// <summary>Whether it sends or receives.</summary>
    public required TransportDirection Direction { get; init; }

    /// <summary>The server's ICE credentials.</summary>
    public required IceParameters IceParameters { get; init; }

    /// <summary>The server's addresses.</summary>
    public required IReadOnlyList<IceCandidate> IceCandidates { get; init; }

    /// <summary>The server's certificate and role.</summary>
    public required DtlsParameters DtlsParameters { get; init; }

    /// <summary>The server's SCTP endpoint; null for no data channels.</summary>
    public SctpParameters? SctpParameters { get; init; }

    /// <summary>STUN and TURN servers.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>Which candidates may be used.</summary>
    public IceTransportPolicy IceTransportPolicy { get; init; }

    /// <summary>Further settings of the peer connection, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalSettings { get; init; }

    /// <summary>Gives what the media stack, with the capabilities given, and the router have in common for sending.</summary>
    public required Func<RtpCapabilities, ExtendedRtpCapabilities> GetSendExtendedRtpCapabilities { get; init; }

    /// <summary>Receives its reports.</summary>
    public required IHandlerListener Listener { get; init; }
}
