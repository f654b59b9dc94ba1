using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Mirror;

/// <summary>The mirror of one transport, if it has one at present.</summary>
internal sealed class TransportMirror(ISocketHost sockets)
{
    /// <summary>Null while nothing is mirrored.</summary>
    public PacketMirror? Active { get; private set; }

    /// <exception cref="MediasoupException">It is mirrored already.</exception>
    /// <exception cref="SocketBindException">The address cannot be bound.</exception>
    public void Start(in ListenParameters listen, NetworkAddress remote, PacketMirrorOptions options)
    {
        if (Active is not null)
        {
            throw new MediasoupException("mirroring already enabled");
        }

        Active = new PacketMirror(sockets.OpenUdpSocket(listen, out _), remote, options);
    }

    public void Stop()
    {
        if (Active is { } mirror)
        {
            sockets.CloseSocket(mirror.SocketId);
            Active = null;
        }
    }
}
