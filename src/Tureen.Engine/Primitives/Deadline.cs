namespace Tureen.Engine.Primitives;

/// <summary>When a machine wants to be called next, and why.</summary>
internal readonly record struct Deadline(Timestamp At, DeadlineReason Reason)
{
    public static readonly Deadline None = new(Timestamp.Never, DeadlineReason.None);

    public static Deadline Earlier(Deadline a, Deadline b) => b.At < a.At ? b : a;
}
