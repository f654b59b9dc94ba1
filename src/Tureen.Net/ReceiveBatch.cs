using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>Room for what one call takes from one socket, outside the moving heap, shared by all sockets of a worker.</summary>
internal sealed unsafe class ReceiveBatch : IDisposable
{
    // Slots at a distance of a power of two would all fall on the same lines of the cache.
    private const int Stagger = 64;

    private readonly NetworkAddress[] _remotes;
    private readonly int[] _lengths;
    private readonly int[] _segmentLengths;
    private byte* _arena;

    public ReceiveBatch(int capacity, int slotLength)
    {
        Capacity = capacity;
        SlotLength = slotLength;
        _remotes = new NetworkAddress[capacity];
        _lengths = new int[capacity];
        _segmentLengths = new int[capacity];
        _arena = (byte*)NativeMemory.AlignedAlloc((nuint)capacity * (nuint)(slotLength + Stagger), 64);
    }

    public int Capacity { get; }

    /// <summary>Bytes that one slot takes; a longer datagram is truncated by the system and then dropped.</summary>
    public int SlotLength { get; }

    public byte* GetSlot(int index) => _arena + ((long)index * (SlotLength + Stagger));

    public ref readonly NetworkAddress GetRemote(int index) => ref _remotes[index];

    /// <summary>The bytes of a slot: one datagram, or several of <see cref="GetSegmentLength"/> bytes (the last may be shorter).</summary>
    public Span<byte> GetBytes(int index) => new(GetSlot(index), _lengths[index]);

    public int GetSegmentLength(int index) => _segmentLengths[index];

    public void Set(int index, in NetworkAddress remote, int length, int segmentLength)
    {
        _remotes[index] = remote;
        _lengths[index] = length;
        _segmentLengths[index] = segmentLength;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_arena);
        _arena = null;
    }
}
