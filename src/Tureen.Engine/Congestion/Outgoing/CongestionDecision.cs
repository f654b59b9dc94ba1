using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>One change of the available bitrate or of the state.</summary>
/// <param name="At">When.</param>
/// <param name="Cause">Why.</param>
/// <param name="Before">Bits per second before it.</param>
/// <param name="After">Bits per second after it.</param>
internal readonly record struct CongestionDecision(Timestamp At, CongestionCause Cause, Bitrate Before, Bitrate After);
