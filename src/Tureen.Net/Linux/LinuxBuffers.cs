using System.Runtime.InteropServices;

namespace Tureen.Net.Linux;

/// <summary>Headers, addresses and control messages for the batched calls, in native memory, shared by a worker's sockets.</summary>
internal sealed unsafe class LinuxBuffers : IDisposable
{
    /// <summary>Bytes of one address; the longest is <c>sockaddr_in6</c>.</summary>
    public const int NameStride = 32;

    private byte* _memory;
    private ReceiveBatch? _prepared;

    public LinuxBuffers(int count)
    {
        Count = count;
        int perMessage = sizeof(MessageHeader) + sizeof(IoVector) + NameStride + sizeof(ControlMessage);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(count * perMessage), 64);
        NativeMemory.Clear(_memory, (nuint)(count * perMessage));
        Headers = (MessageHeader*)_memory;
        Vectors = (IoVector*)(Headers + count);
        Names = (byte*)(Vectors + count);
        Controls = (ControlMessage*)(Names + (count * NameStride));
    }

    public int Count { get; }

    public MessageHeader* Headers { get; }

    /// <summary>One vector per message, for receiving.</summary>
    public IoVector* Vectors { get; }

    public byte* Names { get; }

    public ControlMessage* Controls { get; }

    /// <summary>Lays out all headers for receiving into a batch. Once, because the kernel writes to those only that it fills (<see cref="Reset"/>).</summary>
    public void PrepareFor(ReceiveBatch batch)
    {
        if (_prepared == batch)
        {
            return;
        }

        _prepared = batch;
        for (int i = 0; i < Math.Min(batch.Capacity, Count); i++)
        {
            ref MessageHeader header = ref Headers[i];
            Vectors[i] = new IoVector(batch.GetSlot(i), batch.SlotLength);
            header.Name = Names + (i * NameStride);
            header.Vectors = Vectors + i;
            header.VectorCount = 1;
            header.Control = (byte*)(Controls + i);
            Reset(ref header);
        }
    }

    /// <summary>Makes a header that the kernel has filled ready for the next call.</summary>
    public static void Reset(ref MessageHeader header)
    {
        header.NameLength = NameStride;
        header.ControlLength = (ulong)sizeof(ControlMessage);
        header.Flags = 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
