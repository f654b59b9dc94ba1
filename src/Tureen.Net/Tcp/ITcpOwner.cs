using Tureen.Engine.Primitives;

namespace Tureen.Net.Tcp;

/// <summary>What a connection belongs to: the listener that accepted it, or the dialer that opened it.</summary>
internal interface ITcpOwner
{
    /// <summary>The id in the tuples of its connections.</summary>
    int Id { get; }

    NetworkAddress LocalAddress { get; }

    /// <summary>Asks for a call when a connection takes more, while it has something to send.</summary>
    bool TryWatch(TcpConnection connection);

    bool TryGet(in NetworkAddress remote, out TcpConnection connection);

    /// <summary>Forgets and closes a connection.</summary>
    void Remove(TcpConnection connection);
}
