using Tureen.Engine.Primitives;

namespace Tureen.Net.Tcp;

/// <summary>
/// Which connections a listener holds: which ones wait for authentication, how many each remote address has, and which one makes room for a new one.
/// Constant time for each connection.
/// </summary>
/// <remarks>
/// Anybody can open a connection; only a peer with the credentials of a transport can bring an authenticated ICE check. So those that have
/// not done so go first, and an address that opens more than its share displaces its own connections. IPv6 addresses count by their /64,
/// which is what one subscriber has.
/// </remarks>
internal sealed class TcpAdmission
{
    private readonly Dictionary<NetworkAddress, TcpAddressShare> _shares = [];
    private readonly LinkedList<TcpPlace> _waiting = new();

    public int Count { get; private set; }

    public int WaitingCount => _waiting.Count;

    /// <summary>Addresses that have a connection.</summary>
    public int AddressCount => _shares.Count;

    /// <summary>The connection that has waited longest for authentication.</summary>
    public TcpPlace? Oldest => _waiting.First?.Value;

    /// <summary>
    /// Whether a connection from <paramref name="remote"/> can come in; <paramref name="displaced"/>, if any, must leave first.
    /// </summary>
    public bool CanEnter(in NetworkAddress remote, out TcpPlace? displaced)
    {
        displaced = null;
        if (_shares.TryGetValue(remote.Subscriber, out TcpAddressShare? share)
            && (share.Waiting.Count >= NetLimits.TcpWaitingPerAddress || share.Count >= NetLimits.TcpConnectionsPerAddress))
        {
            displaced = share.Waiting.First?.Value;
            return displaced is not null;
        }

        if (Count < NetLimits.TcpConnectionsPerListener)
        {
            return true;
        }

        displaced = Oldest;
        return displaced is not null;
    }

    public TcpPlace Enter(TcpConnection connection, Timestamp now)
    {
        NetworkAddress subscriber = connection.Remote.Subscriber;
        if (!_shares.TryGetValue(subscriber, out TcpAddressShare? share))
        {
            share = new TcpAddressShare();
            _shares.Add(subscriber, share);
        }

        var place = new TcpPlace(connection, share, now);
        share.Count++;
        Count++;
        share.Waiting.AddLast(place.InShare);
        _waiting.AddLast(place.InListener);
        return place;
    }

    /// <summary>The connection has brought an authenticated ICE check and does not have to make room any more.</summary>
    public void Confirm(TcpPlace place)
    {
        if (place.InListener.List is not null)
        {
            _waiting.Remove(place.InListener);
            place.Share.Waiting.Remove(place.InShare);
        }
    }

    public void Leave(TcpPlace place)
    {
        Confirm(place);
        Count--;
        if (--place.Share.Count == 0)
        {
            _shares.Remove(place.Connection.Remote.Subscriber);
        }
    }
}
