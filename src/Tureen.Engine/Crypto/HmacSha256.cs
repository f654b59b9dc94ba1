using System.Security.Cryptography;

namespace Tureen.Engine.Crypto;

/// <summary>HMAC-SHA256 (RFC 2104), for what is made once per handshake.</summary>
internal static class HmacSha256
{
    public const int HashLength = HMACSHA256.HashSizeInBytes;

    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, Span<byte> destination) =>
        HMACSHA256.HashData(key, bytes, destination);

    /// <summary>Whether <paramref name="hash"/> is that of the bytes, compared in constant time.</summary>
    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> hash)
    {
        Span<byte> expected = stackalloc byte[HashLength];
        Compute(key, bytes, expected);
        return CryptographicOperations.FixedTimeEquals(expected, hash);
    }
}
