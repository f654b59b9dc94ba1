using System.Net.Sockets;

namespace Tureen.Net.Tcp;

/// <summary>Reads why a connection could not be accepted (accept(2)).</summary>
internal static class TcpAcceptError
{
    /// <summary>Whether the error concerns one connection only, so that the next one can be accepted.</summary>
    /// <remarks>
    /// Any other leaves the listener readable: most are a shortage of descriptors or memory. Unknown ones count as such, because a
    /// pause costs a second and a loop without one a core.
    /// </remarks>
    public static bool IsOfConnection(SocketError error) => error
        is SocketError.ConnectionAborted
        or SocketError.ConnectionReset
        or SocketError.Interrupted
        or SocketError.NetworkDown
        or SocketError.NetworkUnreachable
        or SocketError.HostDown
        or SocketError.HostUnreachable
        or SocketError.TimedOut
        or SocketError.ProtocolOption
        or SocketError.ProtocolNotSupported
        or SocketError.OperationNotSupported
        or SocketError.AccessDenied;
}
