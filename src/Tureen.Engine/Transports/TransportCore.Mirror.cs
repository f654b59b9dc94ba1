using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    private PacketMirror? _mirror;

    /// <exception cref="MediasoupException">It is mirrored already.</exception>
    /// <exception cref="SocketBindException">The address cannot be bound.</exception>
    public void StartMirror(in ListenParameters listen, NetworkAddress remote, PacketMirrorOptions options)
    {
        ThrowIfClosed();
        if (_mirror is not null)
        {
            throw new MediasoupException("mirroring already enabled");
        }

        _mirror = new PacketMirror(Context.Sockets.OpenUdpSocket(listen, out _), remote, options);
    }

    public void StopMirror()
    {
        if (_mirror is { } mirror)
        {
            Context.Sockets.CloseSocket(mirror.SocketId);
            _mirror = null;
        }
    }
}
