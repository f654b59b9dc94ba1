namespace Tureen.Engine.Primitives;

/// <summary>What the machine offers to the engine: local sockets. Implemented over real sockets and over a simulated network.</summary>
internal interface ISocketHost
{
    /// <summary>Binds a UDP socket and returns its id; ids are never reused.</summary>
    /// <exception cref="SocketBindException">The address cannot be bound, or no port of the range is free.</exception>
    int OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound);

    /// <summary>Listens on a TCP port and returns the id by which all its connections are known; packets are framed by RFC 4571.</summary>
    /// <exception cref="SocketBindException">The address cannot be bound, or no port of the range is free.</exception>
    int OpenTcpListener(in ListenParameters parameters, out NetworkAddress bound);

    /// <summary>
    /// Takes tuples of TCP under one id: the first packet to a remote address opens a connection to it. One that cannot be opened ends as one that was
    /// closed. Hosts without a network of their own have none.
    /// </summary>
    /// <exception cref="SocketBindException">There is no descriptor for it.</exception>
    int OpenDialer(in DialParameters parameters) => throw new SocketBindException("this host opens no TCP connections");

    /// <summary>Takes one end of a link as if it were a socket and returns its id.</summary>
    int OpenLink(IDatagramLinkEnd end);

    /// <summary>
    /// An authenticated ICE check came over a TCP connection, which therefore need not make room for new ones. Hosts without TCP have
    /// nothing to do.
    /// </summary>
    void ConfirmConnection(in TransportTuple tuple)
    {
    }

    /// <summary>
    /// Most of what leaves the socket of this tuple goes to its remote address from now on. The host may prepare for that; what comes from
    /// elsewhere still arrives, and packets to elsewhere still leave. The last call for a socket holds. Hosts that can do nothing for it do nothing.
    /// </summary>
    void PreferRemote(in TransportTuple tuple)
    {
    }

    /// <summary>Closes the TCP connection behind a path; nothing happens when there is none.</summary>
    void CloseConnection(in TransportTuple tuple);

    void CloseSocket(int socketId);
}
