using System.Numerics;

namespace Tureen.Engine.Rtcp;

/// <summary>Walks the sequence numbers that a generic NACK requests, in the order of its items.</summary>
internal ref struct NackSequenceEnumerator(NackItemEnumerator items)
{
    private NackItemEnumerator _items = items;
    private ushort _next;
    private uint _bitmask;

    public ushort Current { get; private set; }

    public readonly NackSequenceEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        // Bit 0 stands for _next itself, so that PID and BLP are one mask of 17 bits.
        if (_bitmask == 0)
        {
            if (!_items.MoveNext())
            {
                return false;
            }

            _next = _items.Current.PacketId;
            _bitmask = 1u | ((uint)_items.Current.LostBitmask << 1);
        }

        int skip = BitOperations.TrailingZeroCount(_bitmask);
        Current = (ushort)(_next + skip);
        _next = (ushort)(Current + 1);
        _bitmask >>= skip + 1;
        return true;
    }
}
