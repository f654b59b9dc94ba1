using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>
/// Packets for one destination that may leave as one segmented message: all of <paramref name="SegmentLength"/> bytes but
/// the last, which may be shorter. They are <paramref name="Count"/> vectors from <paramref name="First"/> on.
/// </summary>
internal readonly record struct OutgoingMessage(
    NetworkAddress Remote, int First, int Count, int SegmentLength, int TotalLength);
