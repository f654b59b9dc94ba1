namespace Tureen.Client.Native;

/// <summary>Where media is published to by WHIP, or played from by WHEP.</summary>
public sealed record WhipOptions
{
    /// <summary>The endpoint, such as <c>https://rooms.example.com/rooms/lobby/whip</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The bearer token that the endpoint wants; empty for none. It goes to the origin of <see cref="Url"/> only.</summary>
    public string Token { get; init; } = "";

    /// <summary>STUN and TURN servers beside those that the endpoint names.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>Whether the servers that the endpoint names are used, too.</summary>
    public bool UsesServersOfEndpoint { get; init; } = true;

    /// <summary>Which candidates may be used.</summary>
    public IceTransportPolicy IceTransportPolicy { get; init; }

    /// <summary>What sends the requests; a client without automatic redirection if not given.</summary>
    public HttpClient? HttpClient { get; init; }
}
