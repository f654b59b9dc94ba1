using System.Runtime.InteropServices;

namespace Tureen.Net.Linux;

/// <summary><c>struct cmsghdr</c> of a 64-bit Linux with room for one number, CMSG_SPACE(4): 24 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct ControlMessage
{
    /// <summary>CMSG_LEN(0).</summary>
    public const int HeaderLength = 16;

    [FieldOffset(0)]
    public ulong Length;

    [FieldOffset(8)]
    public int Level;

    [FieldOffset(12)]
    public int Type;

    /// <summary>The value of UDP_SEGMENT, which is sent.</summary>
    [FieldOffset(16)]
    public ushort SegmentLength;

    /// <summary>The value of UDP_GRO, which is received.</summary>
    [FieldOffset(16)]
    public int ReceivedSegmentLength;
}
