namespace Tureen.Client;

/// <summary>A STUN or TURN server.</summary>
public sealed class IceServer
{
    /// <summary>Its addresses, such as <c>turn:turn.example.com:3478</c>.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The user name, for TURN.</summary>
    public string? Username { get; init; }

    /// <summary>The password, for TURN.</summary>
    public string? Credential { get; init; }
}
