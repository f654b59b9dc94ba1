using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Media;

namespace Tureen.Engine.Transports.Mirror;

/// <summary>Begins and ends the mirror of one transport. Its media holds it, where each packet passes.</summary>
internal sealed class TransportMirror(ISocketHost sockets, TransportMedia media)
{
    /// <exception cref="MediasoupException">It is mirrored already.</exception>
    /// <exception cref="SocketBindException">The address cannot be bound.</exception>
    public void Start(in ListenParameters listen, NetworkAddress remote, PacketMirrorOptions options)
    {
        if (media.Mirror is not null)
        {
            throw new MediasoupException("mirroring already enabled");
        }

        media.Mirror = new PacketMirror(sockets.OpenUdpSocket(listen, out _), remote, options);
    }

    public void Stop()
    {
        if (media.Mirror is { } mirror)
        {
            sockets.CloseSocket(mirror.SocketId);
            media.Mirror = null;
        }
    }
}
