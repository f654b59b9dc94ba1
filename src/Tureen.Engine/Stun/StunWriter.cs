using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>Writes one message, attribute by attribute, into space that the caller gives.</summary>
/// <remarks>The length field is right after every call. MESSAGE-INTEGRITY, then FINGERPRINT, come last.</remarks>
internal ref struct StunWriter
{
    private readonly Span<byte> _buffer;
    private int _length;
    private bool _isProtected;
    private bool _isFingerprinted;

    public StunWriter(
        Span<byte> buffer,
        StunClass messageClass,
        ReadOnlySpan<byte> transactionId,
        ushort method = StunHeader.BindingMethod)
    {
        _buffer = buffer;
        _length = StunHeader.Length;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, StunHeader.EncodeType(messageClass, method));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunHeader.MagicCookie);
        transactionId[..StunHeader.TransactionIdLength].CopyTo(buffer[StunHeader.TransactionIdOffset..]);
    }

    public readonly int Length => _length;

    public void WriteUsername(ReadOnlySpan<byte> remoteFragment, ReadOnlySpan<byte> localFragment)
    {
        Span<byte> value = Reserve(StunAttributeType.Username, remoteFragment.Length + 1 + localFragment.Length);
        remoteFragment.CopyTo(value);
        value[remoteFragment.Length] = (byte)':';
        localFragment.CopyTo(value[(remoteFragment.Length + 1)..]);
    }

    public void WriteBytes(StunAttributeType type, ReadOnlySpan<byte> value) => value.CopyTo(Reserve(type, value.Length));

    public void WritePriority(uint priority) => WriteUInt32(StunAttributeType.Priority, priority);

    public void WriteIceControlling(ulong tieBreaker) =>
        BinaryPrimitives.WriteUInt64BigEndian(Reserve(StunAttributeType.IceControlling, 8), tieBreaker);

    public void WriteIceControlled(ulong tieBreaker) =>
        BinaryPrimitives.WriteUInt64BigEndian(Reserve(StunAttributeType.IceControlled, 8), tieBreaker);

    public void WriteUseCandidate() => Reserve(StunAttributeType.UseCandidate, 0);

    public void WriteNomination(uint nomination) =>
        BinaryPrimitives.WriteUInt32BigEndian(Reserve(StunAttributeType.Nomination, 4), nomination);

    public void WriteUInt32(StunAttributeType type, uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(type, sizeof(uint)), value);

    public void WriteXorMappedAddress(in NetworkAddress address) => WriteXorAddress(StunAttributeType.XorMappedAddress, address);

    /// <summary>An address, XORed with the cookie and the transaction id.</summary>
    public void WriteXorAddress(StunAttributeType type, in NetworkAddress address)
    {
        Span<byte> value = Reserve(type, 4 + address.AddressLength);
        value[0] = 0;
        value[1] = (byte)(address.IsIPv6 ? 2 : 1);
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(address.Port ^ (StunHeader.MagicCookie >> 16)));
        int count = address.WriteAddress(value[4..]);
        ReadOnlySpan<byte> mask = _buffer[4..];
        for (int i = 0; i < count; i++)
        {
            value[i + 4] ^= mask[i];
        }
    }

    public void WriteErrorCode(StunErrorCode code, ReadOnlySpan<byte> reason)
    {
        Span<byte> value = Reserve(StunAttributeType.ErrorCode, 4 + reason.Length);
        value[0] = 0;
        value[1] = 0;
        value[2] = (byte)((int)code / 100);
        value[3] = (byte)((int)code % 100);
        reason.CopyTo(value[4..]);
    }

    public void WriteUnknownAttributes(in StunMessage request)
    {
        Span<byte> value = Reserve(StunAttributeType.UnknownAttributes, request.UnknownAttributeCount * 2);
        for (int i = 0; i < request.UnknownAttributeCount; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value[(i * 2)..], request.GetUnknownAttribute(i));
        }
    }

    public void WriteMessageIntegrity(ReadOnlySpan<byte> key)
    {
        int before = _length;
        Span<byte> value = Reserve(StunAttributeType.MessageIntegrity, StunHeader.MessageIntegrityLength);
        _isProtected = true;
        StunIntegrity.ComputeMessageIntegrity(_buffer[..before], key, value);
    }

    public void WriteFingerprint()
    {
        int before = _length;
        _isProtected = false;
        Span<byte> value = Reserve(StunAttributeType.Fingerprint, StunHeader.FingerprintLength);
        _isFingerprinted = true;
        BinaryPrimitives.WriteUInt32BigEndian(value, StunIntegrity.ComputeFingerprint(_buffer[..before]));
    }

    private Span<byte> Reserve(StunAttributeType type, int length)
    {
        if (_isProtected || _isFingerprinted)
        {
            throw new InvalidOperationException("The message is protected already; no attribute can follow.");
        }

        Span<byte> attribute = _buffer.Slice(_length, StunHeader.AttributeHeaderLength + StunHeader.Pad(length));
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        attribute[(StunHeader.AttributeHeaderLength + length)..].Clear();
        _length += attribute.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(_length - StunHeader.Length));
        return attribute.Slice(StunHeader.AttributeHeaderLength, length);
    }
}
