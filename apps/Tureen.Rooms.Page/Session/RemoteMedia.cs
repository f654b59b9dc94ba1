using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Ortc;

namespace Tureen.Rooms.Page.Session;

/// <summary>One track of another participant.</summary>
/// <param name="consumer">The track.</param>
/// <param name="peerId">Whose it is.</param>
/// <param name="source">A <see cref="MediaSource"/>.</param>
/// <param name="hasLayers">Whether one of several qualities can be chosen.</param>
internal sealed class RemoteMedia(Consumer consumer, string peerId, string source, bool hasLayers)
{
    private int[] _senderScores = [];
    private int? _highestTemporalLayer;

    public Consumer Consumer => consumer;

    public string PeerId => peerId;

    public string Source => source;

    public bool HasLayers => hasLayers;

    public bool IsScreen => string.Equals(source, MediaSource.Screen, StringComparison.Ordinal);

    /// <summary>Whether the sender sends nothing for now.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Whether it cannot be decrypted with the key of this page, so that it is neither shown nor heard.</summary>
    public bool IsUnreadable { get; set; }

    public Quality Quality { get; set; }

    /// <summary>Whether it is asked for. What nobody looks at is not sent.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>The spatial layer that was asked for; null when none was.</summary>
    public int? PreferredLayer { get; set; }

    /// <summary>How large its layers are.</summary>
    public PictureSizes Sizes { get; } = new();

    /// <summary>
    /// What arrives and what is wanted: all frames, if the sender sends the picture with several rates. Which browsers do so cannot be known before
    /// the highest rate has come.
    /// </summary>
    public Layers Layers => new(
        Quality.SpatialLayer,
        Quality.TemporalLayer,
        Math.Min(PreferredLayer ?? HighestLayer, HighestLayer),
        _highestTemporalLayer ?? 0);

    public int HighestLayer => ScalabilityMode.Parse(consumer.RtpParameters.Encodings.FirstOrDefault()?.ScalabilityMode).SpatialLayers - 1;

    /// <summary>Why less arrives than is wanted.</summary>
    /// <param name="downlink">What the connection carries; null while it is not known.</param>
    public Reduction GetReduction(Downlink? downlink)
    {
        // Before the first picture nothing was reduced.
        Layers layers = Layers;
        if (!hasLayers || IsPaused || !IsWanted || !layers.IsReduced || _highestTemporalLayer is null)
        {
            return Reduction.None;
        }

        // The sender may send the lower sizes alone, because its own connection or its processor is slow.
        int highestSent = layers.WantedSpatial;
        while (highestSent >= 0 && highestSent < _senderScores.Length && _senderScores[highestSent] == 0)
        {
            highestSent--;
        }

        if (highestSent < layers.WantedSpatial && (layers.Spatial ?? -1) >= highestSent)
        {
            return Reduction.Sender;
        }

        return downlink is { IsShort: false } ? Reduction.None : Reduction.Connection;
    }

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
                HandleScore(data["score"]);
                return true;
            case "consumerLayersChanged":
                JsonNode? layers = data["layers"];
                Quality = Quality with { SpatialLayer = Quality.Number(layers?["spatialLayer"]), TemporalLayer = Quality.Number(layers?["temporalLayer"]) };
                _highestTemporalLayer = Quality.SpatialLayer is null
                    ? _highestTemporalLayer
                    : Math.Max(_highestTemporalLayer ?? 0, Quality.TemporalLayer ?? 0);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes a score as messages carry it.</summary>
    public void HandleScore(JsonNode? score)
    {
        Quality = Quality.WithScore(score);
        _senderScores = [.. (score?["producerScores"] as JsonArray ?? []).Select(static one => Quality.Number(one) ?? 0)];
    }
}
