using System.Net;

namespace Tureen.V2;

/// <summary>What the transports of a client may do, for applications whose clients are strangers.</summary>
public sealed record TransportRules
{
    /// <summary>
    /// Takes a place for one transport; it is disposed with the transport. Null means that none is left and the client is refused.
    /// Unless this is set, there is always a place.
    /// </summary>
    public Func<IDisposable?>? TakePlace { get; init; }

    /// <summary>The client may make plain transports; true unless set. Those listen where the server does, not where the client wants.</summary>
    public bool AllowPlain { get; init; } = true;

    /// <summary>Whether a plain transport may send to an address; to all unless set.</summary>
    public Predicate<IPAddress>? AllowDestination { get; init; }

    /// <summary>Whether a packet must come from the address before media is sent there; never unless set.</summary>
    public Predicate<IPAddress>? ConfirmDestination { get; init; }
}
