using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Engine.Routing;

/// <summary>What a worker is made of: the machine as the engine sees it.</summary>
internal sealed record WorkerCoreOptions
{
    public required RandomSource Random { get; init; }

    public required NtpClock Ntp { get; init; }

    public required ISocketHost Sockets { get; init; }

    /// <summary>Presented by every WebRtcTransport of the worker; owned by the worker from now on.</summary>
    public required DtlsCertificate Certificate { get; init; }

    /// <summary>Whether exceptions of datagrams and deadlines are contained; otherwise they reach the host.</summary>
    public bool ContainsFaults { get; init; } = true;

    /// <summary>Wraps each owner of a socket, so that tests can make one throw or stand still; null for none.</summary>
    public Func<ISocketOwner, ISocketOwner>? WrapSocketOwner { get; init; }

    /// <summary>Packets that may be held at once.</summary>
    public int MaximumPackets { get; init; } = EngineLimits.PacketPoolMaximum;
}
