using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports;

/// <summary>The engine closed a transport, whose packets or deadlines made it fail too often, and all that it carried.</summary>
internal sealed record TransportFailedEvent(string TargetId) : EngineEvent(TargetId);
