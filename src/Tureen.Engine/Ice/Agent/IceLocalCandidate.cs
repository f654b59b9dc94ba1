using Tureen.Ortc;

namespace Tureen.Engine.Ice.Agent;

/// <summary>A local socket that checks leave from. Its address is of no use to the agent, because the peer sees that of a NAT.</summary>
/// <param name="SocketId">The socket.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="IsIPv6">Its address family.</param>
/// <param name="Priority">Its priority as a host candidate (RFC 8445 §5.1.2.1).</param>
internal readonly record struct IceLocalCandidate(int SocketId, TransportProtocol Protocol, bool IsIPv6, uint Priority);
