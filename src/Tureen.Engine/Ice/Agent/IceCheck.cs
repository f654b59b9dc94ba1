using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Agent;

/// <summary>One request that waits for its answer (RFC 8489 §6.2.1).</summary>
/// <param name="Id">The transaction.</param>
/// <param name="Pair">The pair that it checks.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="IsControlling">The role that it named.</param>
internal readonly record struct IceCheck(StunTransactionId Id, IceCandidatePair Pair, IceCheckKind Kind, bool IsControlling)
{
    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was sent first.</summary>
    public Timestamp SentAt { get; init; }

    /// <summary>The time from the first sending to the second; each following one is twice as long.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>When it is sent again, or given up.</summary>
    public Timestamp NextAt { get; init; }

    /// <summary>Another check of the pair has taken its place: it is not sent again, and its answer still counts.</summary>
    public bool IsReplaced { get; init; }
}
