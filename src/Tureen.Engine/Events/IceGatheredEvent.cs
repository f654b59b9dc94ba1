using Tureen.Ortc;

namespace Tureen.Engine.Events;

/// <summary>A STUN or TURN server has given a client an address, or has not, or the address is of no use any more.</summary>
internal sealed record IceGatheredEvent(string TargetId, GatheringResult Result) : EngineEvent(TargetId)
{
    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) => Result.Address is { } address
        ? log.DebugLine(WorkerLogTag.Ice, $"{Result.Url} gives {address} ({Result.Type.ToWireString()}) [transportId:{TargetId}]")
        : log.DebugLine(WorkerLogTag.Ice, $"{Result.Url} gives no address: {Result.ErrorCode} [transportId:{TargetId}]");
}
