using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tureen.Net.Linux;

/// <summary>An array of <c>struct epoll_event</c>, which only x86 packs.</summary>
internal static unsafe class EpollEvents
{
    private static readonly bool IsPacked =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    /// <summary>Bytes of one event.</summary>
    public static int Stride => IsPacked ? 12 : 16;

    private static int DataOffset => IsPacked ? 4 : 8;

    public static void Write(byte* events, uint mask, int data)
    {
        Unsafe.WriteUnaligned(events, mask);
        Unsafe.WriteUnaligned(events + DataOffset, (long)data);
    }

    public static int ReadData(byte* events, int index) =>
        (int)Unsafe.ReadUnaligned<long>(events + (index * Stride) + DataOffset);
}
