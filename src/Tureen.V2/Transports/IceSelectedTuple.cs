using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>The path that ICE selected, or that of a plain transport.</summary>
/// <param name="LocalIP">The local address.</param>
/// <param name="LocalPort">The local port.</param>
/// <param name="RemoteIP">The address of the client.</param>
/// <param name="RemotePort">The port of the client.</param>
/// <param name="Protocol">UDP or TCP.</param>
public sealed record IceSelectedTuple(string LocalIP, int LocalPort, string? RemoteIP, int? RemotePort, TransportProtocol Protocol)
{
    internal static IceSelectedTuple? Of(TransportTupleInfo? tuple) =>
        tuple is null
            ? null
            : new IceSelectedTuple(tuple.LocalAddress, tuple.LocalPort, tuple.RemoteIp, tuple.RemotePort, tuple.Protocol);

    internal JsonObject ToJson() => new()
    {
        ["localIP"] = LocalIP,
        ["localPort"] = LocalPort,
        ["remoteIP"] = RemoteIP,
        ["remotePort"] = RemotePort,
        ["protocol"] = Protocol == TransportProtocol.Tcp ? "tcp" : "udp",
    };
}
