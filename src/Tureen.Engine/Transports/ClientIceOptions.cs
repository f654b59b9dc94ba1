using System.Net;

namespace Tureen.Engine.Transports;

/// <summary>How the client's side of a WebRTC connection looks for its peer.</summary>
internal sealed record ClientIceOptions
{
    /// <summary>STUN and TURN servers, up to <see cref="Primitives.EngineLimits.MaxGatheringServers"/>.</summary>
    public IReadOnlyList<ClientIceServer> Servers { get; init; } = [];

    /// <summary>Where connections to passive TCP candidates are opened from (RFC 6544, active).</summary>
    public IReadOnlyList<IPAddress> TcpAddresses { get; init; } = [];

    /// <summary>Whether this side chooses the pair; against a lite peer it always does.</summary>
    public bool IsControlling { get; init; } = true;

    /// <summary>Packets go through relays alone; the host's own sockets are not used.</summary>
    public bool UsesRelaysOnly { get; init; }
}
