namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>A choice of layers and what it costs, in bits per second on the wire.</summary>
/// <param name="SpatialLayer">The highest spatial layer.</param>
/// <param name="TemporalLayer">The highest temporal layer.</param>
/// <param name="KeepRate">What counts for staying there.</param>
/// <param name="RaiseRate">What counts for going there: at least the same, and the last half second where that was more.</param>
internal readonly record struct LayerStep(int SpatialLayer, int TemporalLayer, double KeepRate, double RaiseRate);
