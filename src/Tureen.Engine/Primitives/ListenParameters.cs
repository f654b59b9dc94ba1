using System.Net;

namespace Tureen.Engine.Primitives;

/// <summary>Where a socket listens (mediasoup's TransportListenInfo, resolved).</summary>
/// <param name="Address">A local address.</param>
/// <param name="MinPort">First port of the range; equal to <paramref name="MaxPort"/> for a fixed port.</param>
/// <param name="MaxPort">Last port of the range, included.</param>
/// <param name="IPv6Only">Refuses IPv4 on an IPv6 socket.</param>
/// <param name="ReusePort">Lets several sockets share a UDP port.</param>
/// <param name="SendBufferSize">Bytes; 0 keeps the system's default.</param>
/// <param name="ReceiveBufferSize">Bytes; 0 keeps the system's default.</param>
internal readonly record struct ListenParameters(
    IPAddress Address,
    ushort MinPort,
    ushort MaxPort,
    bool IPv6Only = false,
    bool ReusePort = false,
    int SendBufferSize = 0,
    int ReceiveBufferSize = 0);
