using System.Text.Json.Nodes;
using Tureen.Client;

namespace Tureen.Rooms.Page.Session;

/// <summary>One track of another participant.</summary>
/// <param name="consumer">The track.</param>
/// <param name="peerId">Whose it is.</param>
/// <param name="source">A <see cref="MediaSource"/>.</param>
/// <param name="hasLayers">Whether one of several qualities can be chosen.</param>
internal sealed class RemoteMedia(Consumer consumer, string peerId, string source, bool hasLayers)
{
    public Consumer Consumer => consumer;

    public string PeerId => peerId;

    public string Source => source;

    public bool HasLayers => hasLayers;

    public bool IsScreen => string.Equals(source, MediaSource.Screen, StringComparison.Ordinal);

    /// <summary>Whether the sender sends nothing for now.</summary>
    public bool IsPaused { get; set; }

    public Quality Quality { get; set; }

    /// <summary>The spatial layer that was asked for; null when none was.</summary>
    public int? PreferredLayer { get; set; }

    /// <summary>Takes a change that the server reports.</summary>
    /// <returns>Whether it is one of the track's state.</returns>
    public bool TryApply(string method, JsonNode data)
    {
        switch (method)
        {
            case "consumerPaused":
                IsPaused = true;
                return true;
            case "consumerResumed":
                IsPaused = false;
                return true;
            case "consumerScore":
                Quality = Quality.WithScore(data["score"]);
                return true;
            case "consumerLayersChanged":
                JsonNode? layers = data["layers"];
                Quality = Quality with { SpatialLayer = Quality.Number(layers?["spatialLayer"]), TemporalLayer = Quality.Number(layers?["temporalLayer"]) };
                return true;
            default:
                return false;
        }
    }
}
