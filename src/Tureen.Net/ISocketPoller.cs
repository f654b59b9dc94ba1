using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>The sockets of one worker and the wait for them. All but <see cref="Wake"/> belongs to the worker's thread.</summary>
internal interface ISocketPoller : IDisposable
{
    /// <summary>Bytes that a slot of the receive batch must hold.</summary>
    int ReceiveSlotLength { get; }

    /// <summary>
    /// Opens and watches a UDP socket bound to exactly <paramref name="port"/> (0: the system chooses); null and the reason when the
    /// port cannot be bound.
    /// </summary>
    IDatagramSocket? TryOpenUdp(int socketId, in ListenParameters parameters, int port, out BindRefusal refusal);

    /// <summary>
    /// Opens and watches a second socket at the address of a UDP socket, connected to one remote address, through which the first one sends to
    /// there from now on; null where that is not possible. It receives what comes from there, under the first one's id.
    /// </summary>
    IDatagramSocket? TryConnectUdp(int socketId, IDatagramSocket socket, in NetworkAddress remote) => null;

    /// <summary>Stops watching <paramref name="socket"/> and closes it.</summary>
    void Close(IDatagramSocket socket);

    /// <summary>Frees the port of a UDP socket while its stuck owner may be using it. From another thread.</summary>
    void Abandon(IDatagramSocket socket);

    /// <summary>Watches a stream socket, or changes what it is watched for; false when the system has no room for that.</summary>
    /// <param name="id">What <see cref="Wait"/> reports when the socket is ready.</param>
    /// <param name="socket">The socket.</param>
    /// <param name="wantsToSend">Whether to report also that the socket can take more to send.</param>
    bool TryWatch(int id, Socket socket, bool wantsToSend);

    void Unwatch(int id, Socket socket);

    /// <summary>Waits until a socket is readable, <see cref="Wake"/> is called or the time is over.</summary>
    /// <returns>How many socket ids were written to <paramref name="ready"/>.</returns>
    int Wait(TimeSpan timeout, Span<int> ready);

    /// <summary>Ends the present or next wait. From any thread, also after the end.</summary>
    void Wake();

    /// <summary>CPU time of the calling thread, or null where the system does not report it.</summary>
    TimeSpan? GetThreadCpuTime();
}
