using System.Text.Json.Serialization;

namespace Tureen.Client;

/// <summary>Why a STUN or TURN server cannot be used.</summary>
/// <param name="Url">The server.</param>
/// <param name="Address">The local address, if the browser reveals it.</param>
/// <param name="Port">The local port, if the browser reveals it.</param>
/// <param name="ErrorCode">The STUN error code; 701 if the server was not reached.</param>
/// <param name="ErrorText">The reason in words.</param>
public sealed record IceCandidateError(
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("address")] string? Address,
    [property: JsonPropertyName("port")] int? Port,
    [property: JsonPropertyName("errorCode")] int ErrorCode,
    [property: JsonPropertyName("errorText")] string ErrorText);
