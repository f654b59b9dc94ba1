using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;

namespace Tureen.Net.Links;

/// <summary>
/// Datagrams on their way from one thread to one other, in a ring of bytes: four bytes of length, then the datagram, rounded up to
/// four. A datagram that finds no room is refused. Nothing is allocated per datagram, and neither thread waits for the other.
/// </summary>
internal sealed class DatagramQueue
{
    private const int HeaderLength = 4;

    /// <summary>In place of a length: the rest of the ring is empty, go on at its start.</summary>
    private const uint Wrap = uint.MaxValue;

    private readonly byte[] _ring;
    private readonly long _mask;
    private LinkSignals? _reader;
    private int _readerId;
    private int _isSignaled;
    private bool _isClosed;
    private long _written;
    private long _read;

    /// <param name="capacity">Bytes, a power of two.</param>
    public DatagramQueue(int capacity)
    {
        Debug.Assert(BitOperations.IsPow2(capacity), "The positions are masked.");
        _ring = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
        _mask = capacity - 1;
    }

    public bool IsEmpty => Volatile.Read(ref _written) == _read;

    /// <summary>Bytes that wait, with what the ring needs around them.</summary>
    public int Length => (int)(Volatile.Read(ref _written) - Volatile.Read(ref _read));

    /// <summary>The reader is there and wants signals.</summary>
    public void Open(LinkSignals reader, int readerId)
    {
        _readerId = readerId;
        Volatile.Write(ref _reader, reader);
        if (!IsEmpty)
        {
            Signal();
        }
    }

    /// <summary>The reader is gone: nothing more is accepted.</summary>
    public void Close() => Volatile.Write(ref _isClosed, true);

    /// <summary>Adds a datagram; false when there is no room or no reader any more. On the writer's thread.</summary>
    public bool TryWrite(ReadOnlySpan<byte> datagram)
    {
        int needed = Rounded(HeaderLength + datagram.Length);
        long free = _ring.Length - (_written - Volatile.Read(ref _read));
        long toEnd = _ring.Length - (_written & _mask);
        bool wraps = needed > toEnd;
        if (Volatile.Read(ref _isClosed) || needed + (wraps ? toEnd : 0) > free)
        {
            return false;
        }

        long position = _written;
        if (wraps)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_ring.AsSpan((int)(position & _mask)), Wrap);
            position += toEnd;
        }

        Span<byte> place = _ring.AsSpan((int)(position & _mask));
        BinaryPrimitives.WriteUInt32LittleEndian(place, (uint)datagram.Length);
        datagram.CopyTo(place[HeaderLength..]);
        Volatile.Write(ref _written, position + needed);
        return true;
    }

    /// <summary>Signals the reader that something was written, once until it has looked. On the writer's thread.</summary>
    public void Signal()
    {
        if (Volatile.Read(ref _reader) is LinkSignals reader && Interlocked.Exchange(ref _isSignaled, 1) == 0)
        {
            reader.Add(_readerId);
        }
    }

    /// <summary>The next datagram, which stays valid until <see cref="Advance"/>. On the reader's thread.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> datagram)
    {
        datagram = default;
        if (IsEmpty)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_ring.AsSpan((int)(_read & _mask)));
        if (length == Wrap)
        {
            // A datagram always follows the mark.
            Volatile.Write(ref _read, _read + _ring.Length - (_read & _mask));
            length = BinaryPrimitives.ReadUInt32LittleEndian(_ring);
        }

        datagram = _ring.AsSpan((int)(_read & _mask) + HeaderLength, (int)length);
        return true;
    }

    /// <summary>Removes a datagram of that length. On the reader's thread.</summary>
    public void Advance(int length) => Volatile.Write(ref _read, _read + Rounded(HeaderLength + length));

    /// <summary>The reader has looked: what is left, or comes from now on, signals again. On the reader's thread.</summary>
    public void Rearm()
    {
        Interlocked.Exchange(ref _isSignaled, 0);
        if (!IsEmpty)
        {
            Signal();
        }
    }

    private static int Rounded(int length) => (length + 3) & ~3;
}
