namespace Tureen.Engine.Primitives;

/// <summary>What the machine offers to the engine: local sockets. Implemented over real sockets and over a simulated network.</summary>
internal interface ISocketHost
{
    /// <summary>Binds a UDP socket and returns its id; ids are never reused.</summary>
    /// <exception cref="SocketBindException">The address cannot be bound, or no port of the range is free.</exception>
    int OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound);

    void CloseSocket(int socketId);
}
