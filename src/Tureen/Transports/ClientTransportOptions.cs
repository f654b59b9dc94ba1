using System.Net;
using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>What a <see cref="ClientTransport"/> is made of.</summary>
internal sealed record ClientTransportOptions
{
    /// <summary>Where its sockets are bound, the preferred first.</summary>
    public required IReadOnlyList<IPAddress> LocalAddresses { get; init; }

    /// <summary>STUN and TURN servers, and which ways are used.</summary>
    public ClientIceOptions Ice { get; init; } = new();

    /// <summary>Whether it carries messages by SCTP.</summary>
    public bool EnableSctp { get; init; }

    /// <summary>Bytes of the longest message that the server takes.</summary>
    public int MaxSendMessageSize { get; init; } = 262_144;

    /// <summary>Bytes of the longest message that is taken from the server.</summary>
    public int MaxReceiveMessageSize { get; init; } = 262_144;
}
