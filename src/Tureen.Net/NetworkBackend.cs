namespace Tureen.Net;

/// <summary>Which implementation carries the datagrams.</summary>
internal enum NetworkBackend
{
    /// <summary>Linux where it is available and no switch says otherwise, else portable.</summary>
    Automatic,

    /// <summary>epoll, recvmmsg, sendmmsg and segmentation offload.</summary>
    Linux,

    /// <summary><see cref="System.Net.Sockets.Socket"/>.</summary>
    Portable,
}
