using System.Text.Json.Nodes;

namespace Tureen.Client.Browser.Media;

/// <summary>What is wanted of <see cref="BrowserMedia"/>.</summary>
public sealed record MediaConstraints
{
    /// <summary>The sound wanted; null for none.</summary>
    public AudioConstraints? Audio { get; init; }

    /// <summary>The picture wanted; null for none.</summary>
    public VideoConstraints? Video { get; init; }

    internal string ToJson() => new JsonObject
    {
        ["audio"] = Audio?.ToJson() ?? JsonValue.Create(false),
        ["video"] = Video?.ToJson() ?? JsonValue.Create(false),
    }.ToJsonString();
}
