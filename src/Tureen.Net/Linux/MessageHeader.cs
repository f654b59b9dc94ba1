using System.Runtime.InteropServices;

namespace Tureen.Net.Linux;

/// <summary><c>struct mmsghdr</c> of a 64-bit Linux: a <c>msghdr</c> and the count of bytes moved; 64 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal unsafe struct MessageHeader
{
    [FieldOffset(0)]
    public byte* Name;

    [FieldOffset(8)]
    public uint NameLength;

    [FieldOffset(16)]
    public IoVector* Vectors;

    [FieldOffset(24)]
    public ulong VectorCount;

    [FieldOffset(32)]
    public byte* Control;

    [FieldOffset(40)]
    public ulong ControlLength;

    [FieldOffset(48)]
    public int Flags;

    [FieldOffset(56)]
    public uint Length;
}
