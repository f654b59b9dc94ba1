using System.Diagnostics.CodeAnalysis;

namespace Tureen.Net.Loop;

/// <summary>
/// The open sockets of a worker by their ids, which grow and are never given out twice. Only the worker's thread changes it; the lock is for a
/// thread that frees the sockets of a stuck worker.
/// </summary>
internal sealed class SocketTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, IDatagramSocket> _sockets = [];
    private int _lastId;
    private bool _isAbandoned;

    public int Count => _sockets.Count;

    public int NextId() => ++_lastId;

    /// <exception cref="InvalidOperationException">The worker was given up meanwhile; the socket is closed.</exception>
    public void Add(IDatagramSocket socket)
    {
        lock (_gate)
        {
            if (!_isAbandoned)
            {
                _sockets.Add(socket.Id, socket);
                return;
            }
        }

        socket.Dispose();
        throw new InvalidOperationException("The worker was given up.");
    }

    public bool TryGet(int id, [NotNullWhen(true)] out IDatagramSocket? socket) => _sockets.TryGetValue(id, out socket);

    public bool Remove(int id, [NotNullWhen(true)] out IDatagramSocket? socket)
    {
        lock (_gate)
        {
            return _sockets.Remove(id, out socket);
        }
    }

    public IDatagramSocket[] TakeAll()
    {
        lock (_gate)
        {
            IDatagramSocket[] sockets = [.. _sockets.Values];
            _sockets.Clear();
            return sockets;
        }
    }

    /// <summary>Takes no more sockets and returns those that it has. They stay in the table, which their owner may be using. From another thread.</summary>
    public IDatagramSocket[] Abandon()
    {
        lock (_gate)
        {
            _isAbandoned = true;
            return [.. _sockets.Values];
        }
    }
}
