using System.Diagnostics.CodeAnalysis;

namespace Tureen.Net;

/// <summary>The open sockets of a worker by their ids, which grow and are never given out twice.</summary>
internal sealed class SocketTable
{
    private readonly Dictionary<int, IDatagramSocket> _sockets = [];
    private int _lastId;

    public int Count => _sockets.Count;

    public int NextId() => ++_lastId;

    public void Add(IDatagramSocket socket) => _sockets.Add(socket.Id, socket);

    public bool TryGet(int id, [NotNullWhen(true)] out IDatagramSocket? socket) => _sockets.TryGetValue(id, out socket);

    public bool Remove(int id, [NotNullWhen(true)] out IDatagramSocket? socket) => _sockets.Remove(id, out socket);

    public IDatagramSocket[] TakeAll()
    {
        IDatagramSocket[] sockets = [.. _sockets.Values];
        _sockets.Clear();
        return sockets;
    }
}
