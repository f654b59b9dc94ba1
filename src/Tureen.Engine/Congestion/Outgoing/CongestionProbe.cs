using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>A probe that has ended.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Carrier">With which packets it was made.</param>
/// <param name="Result">What it has shown.</param>
internal readonly record struct CongestionProbe(Timestamp At, ProbeCarrier Carrier, ProbeResult Result);
