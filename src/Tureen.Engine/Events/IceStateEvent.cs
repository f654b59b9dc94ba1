using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports;

/// <summary>mediasoup's "icestatechange".</summary>
internal sealed record IceStateEvent(string TargetId, IceState State) : EngineEvent(TargetId);
