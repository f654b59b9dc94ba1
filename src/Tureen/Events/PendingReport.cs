using Tureen.Engine.Events;

namespace Tureen;

/// <summary>A report that waits in the dispatcher; a newer one of the same object may take its place.</summary>
internal sealed class PendingReport((string TargetId, ReportKind Kind) key, Action action)
{
    public (string TargetId, ReportKind Kind) Key { get; } = key;

    public Action Action { get; set; } = action;
}
