using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The bitrate of one layer with those below it.</summary>
internal readonly record struct LayerBitrate(int SpatialLayer, int TemporalLayer, Bitrate Bitrate);
