using System.Net;

namespace Tureen;

/// <summary>Where plain copies of what a transport carries go.</summary>
/// <param name="Listen">Where they come from.</param>
/// <param name="RemoteIp">The address that they go to.</param>
/// <param name="RemotePort">Its port.</param>
internal sealed record MirrorTarget(TransportListenInfo Listen, IPAddress RemoteIp, int RemotePort)
{
    public required bool SendRtp { get; init; }

    public required bool SendRtcp { get; init; }

    public required bool RecvRtp { get; init; }

    public required bool RecvRtcp { get; init; }
}
