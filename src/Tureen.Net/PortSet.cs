using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>
/// The ports of one range that a worker has not bound itself: a random one is drawn and one is put back in constant time, however
/// many are taken.
/// </summary>
/// <remarks>
/// A port that somebody else holds is set aside, so that it costs one attempt, and drawn again only when no other is left, the longest
/// untried first.
/// </remarks>
internal sealed class PortSet
{
    private readonly ushort[] _free;
    private readonly Queue<ushort> _setAside = new();
    private int _freeCount;

    public PortSet(PortRange range)
    {
        int first = Math.Max(1, range.Minimum);
        _freeCount = range.Maximum - first + 1;
        _free = new ushort[_freeCount];
        for (int i = 0; i < _freeCount; i++)
        {
            _free[i] = (ushort)(first + i);
        }
    }

    /// <summary>Ports that can be drawn, those set aside included.</summary>
    public int Count => _freeCount + _setAside.Count;

    public bool TryDraw(RandomSource random, out int port)
    {
        if (_freeCount > 0)
        {
            int index = random.Next(0, _freeCount - 1);
            port = _free[index];
            _free[index] = _free[--_freeCount];
            return true;
        }

        bool isDrawn = _setAside.TryDequeue(out ushort oldest);
        port = oldest;
        return isDrawn;
    }

    /// <summary>Puts back a port whose socket has closed.</summary>
    public void Return(int port) => _free[_freeCount++] = (ushort)port;

    /// <summary>Puts back a port that somebody else holds.</summary>
    public void SetAside(int port) => _setAside.Enqueue((ushort)port);
}
