using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Layers of a stream (mediasoup ConsumerLayers).</summary>
/// <param name="SpatialLayer">The spatial layer, from 0.</param>
/// <param name="TemporalLayer">The temporal layer, from 0; null stands for the highest.</param>
public sealed record ConsumerLayers(
    [property: JsonPropertyName("spatialLayer")] int SpatialLayer,
    [property: JsonPropertyName("temporalLayer"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? TemporalLayer = null);
