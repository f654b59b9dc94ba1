using Tureen.Engine.Primitives;

namespace Tureen.Engine.Events;

/// <summary>An exception was contained and is to be logged. The logger makes its text, because that takes time.</summary>
/// <param name="TargetId">The object that it counts against, or empty.</param>
/// <param name="Kind">What the worker was doing.</param>
/// <param name="Error">What was thrown.</param>
/// <param name="Unlogged">How many faults were not logged before this one.</param>
internal sealed record EngineFaultEvent(string TargetId, FaultKind Kind, Exception Error, long Unlogged) : EngineEvent(TargetId)
{
    public override bool IsTrace => true;

    /// <summary>The line of the log, without the exception.</summary>
    public string Text => Unlogged == 0
        ? $"fault contained [kind:{Kind}, id:{TargetId}]"
        : $"fault contained [kind:{Kind}, id:{TargetId}], {Unlogged} before it were not logged";
}
