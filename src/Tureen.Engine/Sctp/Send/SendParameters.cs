namespace Tureen.Engine.Sctp.Send;

/// <summary>How one message is sent.</summary>
/// <param name="IsUnordered">It has no place in the order of its stream.</param>
/// <param name="Lifetime">After it nothing of the message is sent any more (RFC 3758 §4.1); null for no limit.</param>
/// <param name="MaxRetransmissions">How often each fragment is sent again at most (RFC 7496 §3.1); null for no limit.</param>
internal readonly record struct SendParameters(
    bool IsUnordered = false,
    TimeSpan? Lifetime = null,
    int? MaxRetransmissions = null);
