namespace Tureen.Engine.Sctp;

/// <summary>The memory that all associations of one worker share for messages, and the share that one of them may use.</summary>
/// <remarks>
/// One association may hold a quarter of what is left. An association that takes much leaves less for the next one that wants much:
/// windows shrink for greedy ones first, and those that hold little are not affected. A small share is granted even when nothing is left.
/// </remarks>
internal sealed class SctpBudget(long limit)
{
    /// <summary>One association may use the rest of the memory divided by this.</summary>
    private const int Parts = 4;

    /// <summary>Bytes held by all associations.</summary>
    public long Used { get; private set; }

    /// <summary>Bytes that one association may hold now, together with what it holds already.</summary>
    public long Allowance => Math.Max(SctpLimits.GuaranteedShare, (limit - Used) / Parts);

    /// <summary>Adds the cost of a buffer: its bytes, and the objects that describe it.</summary>
    public void Take(int bytes) => Used += bytes + SctpLimits.BufferOverhead;

    public void Return(int bytes) => Used -= bytes + SctpLimits.BufferOverhead;

    /// <summary>Whether an association that holds this much may hold one more buffer of this length.</summary>
    public bool HasRoomFor(long held, int length) => held + length + SctpLimits.BufferOverhead <= Allowance;
}
