namespace Tureen.Engine.Ice.Agent;

/// <summary>How far the check of a candidate pair is (RFC 8445 §6.1.2.6).</summary>
internal enum IcePairState : byte
{
    /// <summary>Waits for the check of another pair of its foundation.</summary>
    Frozen,

    /// <summary>Is to be checked.</summary>
    Waiting,

    /// <summary>A check is on its way.</summary>
    InProgress,

    /// <summary>The peer answered: packets can be sent over it.</summary>
    Succeeded,

    /// <summary>The peer did not answer, or refused.</summary>
    Failed,
}
