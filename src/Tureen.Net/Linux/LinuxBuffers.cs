using System.Runtime.InteropServices;

namespace Tureen.Net.Linux;

/// <summary>Headers, addresses and control messages for the batched calls, in native memory, shared by a worker's sockets.</summary>
internal sealed unsafe class LinuxBuffers : IDisposable
{
    /// <summary>Bytes of one address; the longest is <c>sockaddr_in6</c>.</summary>
    public const int NameStride = 32;

    private byte* _memory;

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

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
