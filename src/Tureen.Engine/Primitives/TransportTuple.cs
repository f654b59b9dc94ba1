using Tureen.Ortc;

namespace Tureen.Engine.Primitives;

/// <summary>
/// One path to a peer. For UDP <paramref name="SocketId"/> names the local socket, for TCP the connection; the host gives
/// both out and never reuses one while an engine object may still hold it.
/// </summary>
internal readonly record struct TransportTuple(int SocketId, TransportProtocol Protocol, NetworkAddress Remote)
{
    private const int IPv4Header = 20;
    private const int IPv6Header = 40;
    private const int UdpHeader = 8;

    /// <summary>With its usual options, and the two bytes of a frame (RFC 4571).</summary>
    private const int TcpHeader = 32 + 2;

    /// <summary>Bytes that the network adds to each packet, which a limit of its rate counts too.</summary>
    public int GetWireOverhead() => (Protocol == TransportProtocol.Tcp ? TcpHeader : UdpHeader) + (Remote.IsIPv6 ? IPv6Header : IPv4Header);
}
