using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>Where each attribute's value begins (RFC 8489 §14); filled once by <see cref="TryRead"/>.</summary>
/// <remarks>0 means absent, because no value can begin inside the header. If an attribute is repeated, the first counts.</remarks>
internal struct StunAttributeOffsets
{
    public ushort Username;
    public ushort MessageIntegrity;
    public ushort ErrorCode;
    public ushort XorMappedAddress;
    public ushort Priority;
    public ushort UseCandidate;
    public ushort Nomination;
    public ushort Software;
    public ushort Fingerprint;
    public ushort IceControlled;
    public ushort IceControlling;
    public StunUnknownAttributes Unknown;
    public int UnknownCount;

    // The whole is a multiple of four and each attribute is padded to one, so a header always fits where a byte is left.
    public bool TryRead(ReadOnlySpan<byte> bytes)
    {
        int offset = StunHeader.Length;
        while (offset < bytes.Length)
        {
            var type = (StunAttributeType)BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]);
            offset += StunHeader.AttributeHeaderLength;
            if (StunHeader.Pad(length) > bytes.Length - offset
                || !IsAllowedHere(type)
                || !TryTake(bytes, type, (ushort)offset, length))
            {
                return false;
            }

            offset += StunHeader.Pad(length);
        }

        return true;
    }

    private readonly bool IsAllowedHere(StunAttributeType type)
    {
        if (Fingerprint != 0)
        {
            return false;
        }

        return MessageIntegrity == 0
            || type is StunAttributeType.Fingerprint or StunAttributeType.MessageIntegritySha256;
    }

    private bool TryTake(ReadOnlySpan<byte> bytes, StunAttributeType type, ushort offset, int length)
    {
        switch (type)
        {
            case StunAttributeType.Username:
                return Keep(ref Username, offset, length <= EngineLimits.MaxStunUsernameLength);
            case StunAttributeType.MessageIntegrity:
                return Keep(ref MessageIntegrity, offset, length == StunHeader.MessageIntegrityLength);
            case StunAttributeType.ErrorCode:
                return Keep(ref ErrorCode, offset, length >= 4);
            case StunAttributeType.XorMappedAddress:
                return Keep(ref XorMappedAddress, offset, IsAddress(bytes, offset, length));
            case StunAttributeType.Priority:
                return Keep(ref Priority, offset, length == 4);
            case StunAttributeType.UseCandidate:
                return Keep(ref UseCandidate, offset, length == 0);
            case StunAttributeType.Nomination:
            case StunAttributeType.LegacyNomination:
                return Keep(ref Nomination, offset, length == 4);
            case StunAttributeType.Software:
                return Keep(ref Software, offset, isValid: true);
            case StunAttributeType.IceControlled:
                return Keep(ref IceControlled, offset, length == 8);
            case StunAttributeType.IceControlling:
                return Keep(ref IceControlling, offset, length == 8);
            case StunAttributeType.Fingerprint:
                return Keep(ref Fingerprint, offset, length == 4 && IsFingerprintRight(bytes, offset));
            default:
                NoteUnknown(type);
                return true;
        }
    }

    private static bool Keep(ref ushort slot, ushort offset, bool isValid)
    {
        if (isValid && slot == 0)
        {
            slot = offset;
        }

        return isValid;
    }

    private static bool IsAddress(ReadOnlySpan<byte> bytes, int offset, int length) =>
        (length == 8 && bytes[offset + 1] == 1) || (length == 20 && bytes[offset + 1] == 2);

    private static bool IsFingerprintRight(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..])
            == StunIntegrity.ComputeFingerprint(bytes[..(offset - StunHeader.AttributeHeaderLength)]);

    // Types from 0x8000 on may be ignored; so may what only a responder writes, and what an older verifier skips.
    private void NoteUnknown(StunAttributeType type)
    {
        bool mayBeIgnored = (ushort)type >= 0x8000
            || type is StunAttributeType.UnknownAttributes or StunAttributeType.MessageIntegritySha256;
        if (!mayBeIgnored && UnknownCount < StunUnknownAttributes.Capacity)
        {
            Unknown[UnknownCount++] = (ushort)type;
        }
    }
}
