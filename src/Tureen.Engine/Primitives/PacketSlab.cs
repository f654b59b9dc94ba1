using System.Runtime.InteropServices;

namespace Tureen.Engine.Primitives;

/// <summary>Fixed memory outside the moving heap, cut into slots of <see cref="EngineLimits.PacketSlotLength"/> bytes.</summary>
/// <remarks>Grows by chunks up to a bound and never shrinks before it is disposed. One thread.</remarks>
internal sealed unsafe class PacketSlab(int maximumSlots = EngineLimits.PacketPoolMaximum) : IDisposable
{
    private const int SlotAlignment = 64;

    private readonly List<nint> _chunks = [];
    private readonly Stack<nint> _free = new();
    private int _slots;
    private byte* _spare;

    /// <summary>Slots given out and not yet given back.</summary>
    public int Leased => _slots - _free.Count;

    public int Maximum => maximumSlots;

    /// <summary>Slots that can still be given out, made or not.</summary>
    public int Free => maximumSlots - Leased;

    /// <summary>One slot beside all others, which is never given out and counts nowhere.</summary>
    public byte* Spare
    {
        get
        {
            if (_spare is null)
            {
                _spare = (byte*)NativeMemory.AlignedAlloc(EngineLimits.PacketSlotLength, SlotAlignment);
            }

            return _spare;
        }
    }

    public bool TryRent(out byte* slot)
    {
        if (_free.Count == 0 && !TryGrow())
        {
            slot = null;
            return false;
        }

        slot = (byte*)_free.Pop();
        return true;
    }

    public void Return(byte* slot) => _free.Push((nint)slot);

    public void Dispose()
    {
        foreach (nint chunk in _chunks)
        {
            NativeMemory.AlignedFree((void*)chunk);
        }

        NativeMemory.AlignedFree(_spare);
        _spare = null;
        _chunks.Clear();
        _free.Clear();
        _slots = 0;
    }

    private bool TryGrow()
    {
        int count = Math.Min(EngineLimits.PacketPoolChunk, maximumSlots - _slots);
        if (count <= 0)
        {
            return false;
        }

        byte* chunk = (byte*)NativeMemory.AlignedAlloc((nuint)count * EngineLimits.PacketSlotLength, SlotAlignment);
        _chunks.Add((nint)chunk);
        _slots += count;
        _free.EnsureCapacity(_slots);
        for (int i = count - 1; i >= 0; i--)
        {
            _free.Push((nint)(chunk + ((long)i * EngineLimits.PacketSlotLength)));
        }

        return true;
    }
}
