using System.Text.Json;

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

    /// <summary>Reads one as an RTCConfiguration has it; <c>urls</c> is a text or a list.</summary>
    internal static IceServer FromJson(JsonElement json)
    {
        JsonElement urls = OptionsJson.Member(json, "urls") ?? default;
        return new IceServer
        {
            Urls = urls.ValueKind switch
            {
                JsonValueKind.String => [urls.GetString()!],
                JsonValueKind.Array => [.. urls.EnumerateArray().Select(static url => url.GetString() ?? string.Empty)],
                _ => throw new MediasoupTypeException("missing urls of an ICE server"),
            },
            Username = OptionsJson.Text(json, "username"),
            Credential = OptionsJson.Text(json, "credential"),
        };
    }
}
