namespace Tureen.Engine.Primitives;

/// <summary>A machine's place in a <see cref="DeadlineHeap"/>.</summary>
internal sealed class DeadlineEntry(IDeadlineOwner owner)
{
    public IDeadlineOwner Owner { get; } = owner;

    /// <summary><see cref="Timestamp.Never"/> while not in a heap.</summary>
    public Timestamp At { get; internal set; } = Timestamp.Never;

    internal int Index { get; set; } = -1;
}
