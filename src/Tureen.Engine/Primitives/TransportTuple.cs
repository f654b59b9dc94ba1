using Tureen.Ortc;

namespace Tureen.Engine.Primitives;

/// <summary>
/// One path to a peer. For UDP <paramref name="SocketId"/> names the local socket, for TCP the connection; the host gives
/// both out and never reuses one while an engine object may still hold it.
/// </summary>
internal readonly record struct TransportTuple(int SocketId, TransportProtocol Protocol, NetworkAddress Remote);
