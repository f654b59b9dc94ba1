using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <summary>OSSL_PARAM of OpenSSL 3: one named argument; an array of them ends with an empty one.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OsslParameter
{
    public const uint Utf8String = 4;

    public byte* Key;
    public uint DataType;
    public void* Data;
    public nuint DataSize;
    public nuint ReturnSize;
}
