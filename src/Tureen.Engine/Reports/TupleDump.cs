namespace Tureen;

/// <summary>A path that a transport of a WebRtcServer has learnt.</summary>
/// <param name="TupleHash">A number that stands for the path.</param>
/// <param name="WebRtcTransportId">The transport.</param>
public sealed record TupleDump(long TupleHash, string WebRtcTransportId);
