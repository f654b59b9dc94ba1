using System.Runtime.InteropServices;

namespace Tureen.Net;

/// <summary>One packet in native memory, laid out as <c>struct iovec</c> so that the kernel takes it as it is.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct IoVector(byte* data, int length)
{
    private readonly byte* _data = data;
    private readonly nuint _length = (nuint)length;

    public byte* Data => _data;

    public int Length => (int)_length;

    public ReadOnlySpan<byte> Span => new(_data, (int)_length);
}
