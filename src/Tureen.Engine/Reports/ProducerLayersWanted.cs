using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The highest layers of a video that any consumer wants.</summary>
/// <param name="SpatialLayer">The spatial layer or simulcast encoding, from 0; −1 when nobody wants any.</param>
/// <param name="TemporalLayer">The temporal layer, from 0; −1 when nobody wants any.</param>
public sealed record ProducerLayersWanted(
    [property: JsonPropertyName("spatialLayer")] int SpatialLayer, [property: JsonPropertyName("temporalLayer")] int TemporalLayer);
