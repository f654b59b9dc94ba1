using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Where a spatial layer of a consumer comes from.</summary>
/// <param name="SpatialLayer">The layer, as the consumer counts.</param>
/// <param name="Stream">The stream that carries it; null while there is none.</param>
/// <param name="Layer">The layer's number in the stream.</param>
/// <param name="FirstLayer">The first layer of the stream that must be sent along.</param>
internal readonly record struct LayerSource(int SpatialLayer, RtpStreamReceiver? Stream, int Layer, int FirstLayer);
