using System.Buffers.Binary;
using System.Security.Cryptography;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>MESSAGE-INTEGRITY (RFC 8489 §14.5) and FINGERPRINT (§14.7).</summary>
internal static class StunIntegrity
{
    /// <summary>The HMAC-SHA1 over all before the attribute, with the length field as if the attribute were the last.</summary>
    public static void ComputeMessageIntegrity(ReadOnlySpan<byte> before, ReadOnlySpan<byte> key, Span<byte> destination)
    {
        const int Added = StunHeader.AttributeHeaderLength + StunHeader.MessageIntegrityLength;
        Span<byte> covered = stackalloc byte[EngineLimits.MaxStunLength];
        covered = covered[..before.Length];
        before.CopyTo(covered);
        BinaryPrimitives.WriteUInt16BigEndian(covered[2..], (ushort)(before.Length - StunHeader.Length + Added));
        HMACSHA1.HashData(key, covered, destination);
    }

    public static bool VerifyMessageIntegrity(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> key, ReadOnlySpan<byte> received)
    {
        Span<byte> expected = stackalloc byte[StunHeader.MessageIntegrityLength];
        ComputeMessageIntegrity(before, key, expected);
        return CryptographicOperations.FixedTimeEquals(expected, received);
    }

    /// <summary>The value over all before the attribute; the length field must count the attribute already.</summary>
    public static uint ComputeFingerprint(ReadOnlySpan<byte> before) =>
        Crc32.Compute(before) ^ StunHeader.FingerprintMask;
}
