using System.Text.Json;

namespace Tureen.Client;

/// <summary>One entry of the statistics (W3C, Identifiers for WebRTC's Statistics API).</summary>
public sealed class RtcStats
{
    internal RtcStats(JsonElement json)
    {
        Json = json;
    }

    /// <summary>All of it.</summary>
    public JsonElement Json { get; }

    /// <summary>Its id, the same in each report.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>Its type, such as <c>inbound-rtp</c>.</summary>
    public string Type => Text("type") ?? "";

    /// <summary>Gives a number.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The number; null if there is none of that name.</returns>
    public double? Number(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    /// <summary>Gives a text.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text; null if there is none of that name.</returns>
    public string? Text(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Gives a Boolean value.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; null if there is none of that name.</returns>
    public bool? Flag(string name) =>
        Json.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;
}
