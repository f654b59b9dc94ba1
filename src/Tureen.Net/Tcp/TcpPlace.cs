using Tureen.Engine.Primitives;

namespace Tureen.Net.Tcp;

/// <summary>One connection's place in the books of its listener.</summary>
internal sealed class TcpPlace
{
    public TcpPlace(TcpConnection connection, TcpAddressShare share, Timestamp since)
    {
        Connection = connection;
        Share = share;
        Since = since;
        InListener = new LinkedListNode<TcpPlace>(this);
        InShare = new LinkedListNode<TcpPlace>(this);
    }

    public TcpConnection Connection { get; }

    public TcpAddressShare Share { get; }

    /// <summary>When it was accepted.</summary>
    public Timestamp Since { get; }

    /// <summary>Its node among all that wait for authentication, and among those of its address; in no list afterwards.</summary>
    public LinkedListNode<TcpPlace> InListener { get; }

    public LinkedListNode<TcpPlace> InShare { get; }
}
