using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>A STUN message (RFC 8489 §5), parsed once into offsets over the bytes it came in.</summary>
/// <remarks>
/// Strict: the length is the datagram's, FINGERPRINT is right and last, nothing but FINGERPRINT (and the SHA-256 form)
/// follows MESSAGE-INTEGRITY, and attributes of fixed size have it. If an attribute is repeated, the first counts.
/// </remarks>
internal readonly ref struct StunMessage
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly StunAttributeOffsets _at;

    private StunMessage(ReadOnlySpan<byte> bytes, StunAttributeOffsets at)
    {
        _bytes = bytes;
        _at = at;
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    public StunClass Class => StunHeader.DecodeClass(BinaryPrimitives.ReadUInt16BigEndian(_bytes));

    public ushort Method => StunHeader.DecodeMethod(BinaryPrimitives.ReadUInt16BigEndian(_bytes));

    public bool IsBinding => Method == StunHeader.BindingMethod;

    public ReadOnlySpan<byte> TransactionId =>
        _bytes.Slice(StunHeader.TransactionIdOffset, StunHeader.TransactionIdLength);

    public bool HasUsername => _at.Username != 0;

    /// <summary>The bytes as they came; they need not be UTF-8. Empty when absent.</summary>
    public ReadOnlySpan<byte> Username => ValueAt(_at.Username);

    public ReadOnlySpan<byte> Software => ValueAt(_at.Software);

    public bool HasMessageIntegrity => _at.MessageIntegrity != 0;

    /// <summary>A FINGERPRINT that is present is also right: a wrong one does not parse.</summary>
    public bool HasFingerprint => _at.Fingerprint != 0;

    public bool HasPriority => _at.Priority != 0;

    public uint Priority => ReadUInt32At(_at.Priority);

    public bool HasUseCandidate => _at.UseCandidate != 0;

    public bool HasNomination => _at.Nomination != 0;

    public uint Nomination => ReadUInt32At(_at.Nomination);

    public bool HasIceControlled => _at.IceControlled != 0;

    public bool HasIceControlling => _at.IceControlling != 0;

    public ulong IceControlled => ReadUInt64At(_at.IceControlled);

    public ulong IceControlling => ReadUInt64At(_at.IceControlling);

    public bool HasErrorCode => _at.ErrorCode != 0;

    /// <summary>Class times hundred plus number (RFC 8489 §14.8), or None when absent.</summary>
    public StunErrorCode ErrorCode => _at.ErrorCode == 0
        ? StunErrorCode.None
        : (StunErrorCode)(((_bytes[_at.ErrorCode + 2] & 7) * 100) + _bytes[_at.ErrorCode + 3]);

    public ReadOnlySpan<byte> ErrorReason => _at.ErrorCode == 0 ? default : ValueAt(_at.ErrorCode)[4..];

    public bool HasXorMappedAddress => _at.XorMappedAddress != 0;

    /// <summary>How many comprehension-required attributes were not understood, at most as many as are kept.</summary>
    public int UnknownAttributeCount => _at.UnknownCount;

    public ushort GetUnknownAttribute(int index) => _at.Unknown[index];

    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        StunAttributeOffsets at = default;
        bool isValid = HasValidHeader(datagram) && at.TryRead(datagram);
        message = isValid ? new StunMessage(datagram, at) : default;
        return isValid;
    }

    /// <summary>The part of USERNAME in front of the colon: for a request, the receiver's own fragment.</summary>
    public bool TryGetLocalUsernameFragment(out ReadOnlySpan<byte> fragment)
    {
        ReadOnlySpan<byte> username = Username;
        int colon = username.IndexOf((byte)':');
        fragment = colon > 0 ? username[..colon] : default;
        return colon > 0;
    }

    /// <summary>XOR-MAPPED-ADDRESS (RFC 8489 §14.2): the address and port, XORed with the cookie and the transaction id.</summary>
    public bool TryGetXorMappedAddress(out NetworkAddress address)
    {
        address = _at.XorMappedAddress == 0 ? default : ReadAddress(ValueAt(_at.XorMappedAddress), isMixed: true);
        return _at.XorMappedAddress != 0;
    }

    /// <summary>The value of the first attribute of a type that ICE does not use and that is therefore not looked for when a message is parsed.</summary>
    public bool TryFind(StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        for (int offset = StunHeader.Length; offset < _bytes.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(_bytes[(offset + 2)..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(_bytes[offset..]) == (ushort)type)
            {
                value = _bytes.Slice(offset + StunHeader.AttributeHeaderLength, length);
                return true;
            }

            offset += StunHeader.AttributeHeaderLength + StunHeader.Pad(length);
        }

        value = default;
        return false;
    }

    /// <summary>The address in the first attribute of a type; false when there is none, or it has no form of an address.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isMixed">Whether it is XORed like XOR-MAPPED-ADDRESS.</param>
    /// <param name="address">The address.</param>
    public bool TryFindAddress(StunAttributeType type, bool isMixed, out NetworkAddress address)
    {
        bool isThere = TryFind(type, out ReadOnlySpan<byte> value) && (value is [_, 1, ..] and { Length: 8 } || value is [_, 2, ..] and { Length: 20 });
        address = isThere ? ReadAddress(value, isMixed) : default;
        return isThere;
    }

    /// <summary>Compares in constant time; false also when the message carries no MESSAGE-INTEGRITY.</summary>
    public bool VerifyMessageIntegrity(ReadOnlySpan<byte> key) =>
        _at.MessageIntegrity != 0
        && StunIntegrity.VerifyMessageIntegrity(
            _bytes[..(_at.MessageIntegrity - StunHeader.AttributeHeaderLength)], key, ValueAt(_at.MessageIntegrity));

    private static bool HasValidHeader(ReadOnlySpan<byte> datagram) =>
        datagram.Length is >= StunHeader.Length and <= EngineLimits.MaxStunLength
        && (datagram.Length & 3) == 0
        && (datagram[0] & 0xC0) == 0
        && BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) == datagram.Length - StunHeader.Length
        && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == StunHeader.MagicCookie;

    private NetworkAddress ReadAddress(ReadOnlySpan<byte> value, bool isMixed)
    {
        ushort port = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(value[2..]) ^ (isMixed ? StunHeader.MagicCookie >> 16 : 0));
        Span<byte> plain = stackalloc byte[16];
        ReadOnlySpan<byte> mask = _bytes[4..];
        for (int i = 0; i < value.Length - 4; i++)
        {
            plain[i] = (byte)(value[i + 4] ^ (isMixed ? mask[i] : 0));
        }

        return value.Length == 8
            ? NetworkAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(plain), port)
            : NetworkAddress.FromIPv6(plain, port);
    }

    private ReadOnlySpan<byte> ValueAt(ushort offset) =>
        offset == 0 ? default : _bytes.Slice(offset, BinaryPrimitives.ReadUInt16BigEndian(_bytes[(offset - 2)..]));

    private uint ReadUInt32At(ushort offset) =>
        offset == 0 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_bytes[offset..]);

    private ulong ReadUInt64At(ushort offset) =>
        offset == 0 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(_bytes[offset..]);
}
