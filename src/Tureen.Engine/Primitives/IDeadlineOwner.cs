namespace Tureen.Engine.Primitives;

/// <summary>A machine that has a place of its own in the worker's <see cref="DeadlineHeap"/>.</summary>
internal interface IDeadlineOwner
{
    Timestamp NextDeadline { get; }

    void HandleDeadline(Timestamp now, IDatagramSink sink);
}
