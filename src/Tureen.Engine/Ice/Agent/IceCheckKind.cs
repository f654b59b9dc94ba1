namespace Tureen.Engine.Ice.Agent;

/// <summary>What a request that the agent sends is for.</summary>
internal enum IceCheckKind : byte
{
    /// <summary>Whether a pair works (RFC 8445 §7.2).</summary>
    Connectivity,

    /// <summary>To choose a pair that works (RFC 8445 §8.1.1).</summary>
    Nomination,

    /// <summary>Whether the peer still wants packets (RFC 7675 §5.1).</summary>
    Consent,
}
