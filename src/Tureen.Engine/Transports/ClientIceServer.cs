using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

/// <summary>A STUN or TURN server of a client, at one address.</summary>
/// <param name="Url">What names it in reports.</param>
/// <param name="Address">Its address.</param>
internal sealed record ClientIceServer(string Url, NetworkAddress Address)
{
    /// <summary>TURN, not STUN alone.</summary>
    public bool IsRelay { get; init; }

    /// <summary>Over TCP or TLS.</summary>
    public bool IsStream { get; init; }

    /// <summary>TLS; null for none.</summary>
    public StreamSecurity? Security { get; init; }

    /// <summary>The user's name for TURN.</summary>
    public string Username { get; init; } = "";

    /// <summary>The user's password for TURN.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether the relay shall have an IPv6 address.</summary>
    public bool WantsIPv6 { get; init; }
}
