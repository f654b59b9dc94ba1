using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Routing;

/// <summary>What a worker is made of: the machine as the engine sees it.</summary>
internal sealed record WorkerCoreOptions
{
    public required RandomSource Random { get; init; }

    public required NtpClock Ntp { get; init; }

    public required ISocketHost Sockets { get; init; }

    /// <summary>Presented by every WebRtcTransport of the worker; owned by the worker from now on.</summary>
    public required DtlsCertificate Certificate { get; init; }

    /// <summary>Packets that may be held at once.</summary>
    public int MaximumPackets { get; init; } = EngineLimits.PacketPoolMaximum;
}
