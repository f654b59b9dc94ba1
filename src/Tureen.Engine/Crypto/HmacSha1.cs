using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <summary>HMAC-SHA1 with one key (RFC 2104) over a kept EVP_MAC_CTX.</summary>
/// <remarks>Measured on 1,200 bytes: 1.0 us, with the base library's class 1.2 to 2.0 us.</remarks>
internal sealed unsafe class HmacSha1 : SafeHandle
{
    public const int HashLength = 20;

    public HmacSha1(ReadOnlySpan<byte> key)
        : base(0, ownsHandle: true)
    {
        OpenSslLoader.EnsureLoaded();
        nint mac = LibCrypto.EVP_MAC_fetch(0, "HMAC", null);
        if (mac != 0)
        {
            SetHandle(LibCrypto.EVP_MAC_CTX_new(mac));
            LibCrypto.EVP_MAC_free(mac);
        }

        fixed (byte* keyPointer = key, name = "digest\0"u8, value = "SHA1\0"u8)
        {
            OsslParameter* parameters = stackalloc OsslParameter[2];
            parameters[0] = new OsslParameter { Key = name, DataType = OsslParameter.Utf8String, Data = value, DataSize = 4 };
            parameters[1] = default;
            if (IsInvalid || LibCrypto.EVP_MAC_init_fetching(handle, keyPointer, (nuint)key.Length, parameters) != 1)
            {
                Dispose();
                throw OpenSslException.FromErrorQueue("HMAC-SHA1 could not be made");
            }
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Hashes the two pieces one after the other; <paramref name="destination"/> takes 20 bytes.</summary>
    public void Compute(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> destination)
    {
        if (destination.Length < HashLength)
        {
            throw new ArgumentException("Too short.", nameof(destination));
        }

        nuint written;
        fixed (byte* firstPointer = first, secondPointer = second, output = destination)
        {
            bool isDone = LibCrypto.EVP_MAC_init(handle, null, 0, null) == 1
                && LibCrypto.EVP_MAC_update(handle, firstPointer, (nuint)first.Length) == 1
                && (second.IsEmpty || LibCrypto.EVP_MAC_update(handle, secondPointer, (nuint)second.Length) == 1)
                && LibCrypto.EVP_MAC_final(handle, output, &written, HashLength) == 1;
            if (!isDone)
            {
                throw OpenSslException.FromErrorQueue("HMAC-SHA1 refused");
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_MAC_CTX_free(handle);
        return true;
    }
}
