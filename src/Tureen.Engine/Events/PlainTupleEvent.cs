namespace Tureen.Engine.Events;

/// <summary>mediasoup's plain transport "tuple" and "rtcptuple": the peer's address was found by its packets.</summary>
internal sealed record PlainTupleEvent(string TargetId, TransportTupleInfo Tuple, bool IsRtcp) : EngineEvent(TargetId);
