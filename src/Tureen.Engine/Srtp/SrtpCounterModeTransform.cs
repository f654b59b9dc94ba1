using System.Buffers.Binary;
using System.Security.Cryptography;
using Tureen.Engine.Crypto;

namespace Tureen.Engine.Srtp;

/// <summary>AES in counter mode with HMAC-SHA1 (RFC 3711 §4.1.1, §4.2.1).</summary>
/// <remarks>
/// SRTP: header | ciphertext | tag. The tag covers header, ciphertext and the rollover counter.
/// SRTCP: header (8) | ciphertext | E and index (4) | tag. The tag covers all before it.
/// </remarks>
internal sealed class SrtpCounterModeTransform : SrtpTransform
{
    private readonly AesCounterCipher _rtpCipher;
    private readonly AesCounterCipher _rtcpCipher;
    private readonly HmacSha1 _rtpHash;
    private readonly HmacSha1 _rtcpHash;
    private readonly byte[] _rtpSalt = new byte[AesCounterCipher.CounterLength];
    private readonly byte[] _rtcpSalt = new byte[AesCounterCipher.CounterLength];

    public SrtpCounterModeTransform(SrtpProfile profile, SrtpSessionKeys rtp, SrtpSessionKeys rtcp)
        : base(profile)
    {
        _rtpCipher = new AesCounterCipher(rtp.Encryption);
        _rtpHash = new HmacSha1(rtp.Authentication);
        rtp.Salt.CopyTo(_rtpSalt, 0);
        _rtcpCipher = new AesCounterCipher(rtcp.Encryption);
        _rtcpHash = new HmacSha1(rtcp.Authentication);
        rtcp.Salt.CopyTo(_rtcpSalt, 0);
    }

    public override void ProtectRtp(
        uint ssrc, ulong index, Span<byte> packet, int headerLength, int prefixLength, ReadOnlySpan<byte> rest)
    {
        Start(_rtpCipher, _rtpSalt, ssrc, index);
        Span<byte> prefix = packet.Slice(headerLength, prefixLength);
        _rtpCipher.Apply(prefix, prefix);
        _rtpCipher.Apply(rest, packet[(headerLength + prefixLength)..]);

        Span<byte> hash = stackalloc byte[HmacSha1.HashLength];
        HashRtp(packet[..^RtpTagLength], index, hash);
        hash[..RtpTagLength].CopyTo(packet[^RtpTagLength..]);
    }

    public override bool TryUnprotectRtp(uint ssrc, ulong index, Span<byte> packet, int headerLength)
    {
        Span<byte> hash = stackalloc byte[HmacSha1.HashLength];
        HashRtp(packet[..^RtpTagLength], index, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash[..RtpTagLength], packet[^RtpTagLength..]))
        {
            return false;
        }

        Start(_rtpCipher, _rtpSalt, ssrc, index);
        Span<byte> text = packet[headerLength..^RtpTagLength];
        _rtpCipher.Apply(text, text);
        return true;
    }

    public override void ProtectRtcp(uint ssrc, uint index, Span<byte> packet)
    {
        Span<byte> authenticated = packet[..^RtcpTagLength];
        BinaryPrimitives.WriteUInt32BigEndian(authenticated[^RtcpIndexLength..], RtcpEncryptedFlag | index);
        Start(_rtcpCipher, _rtcpSalt, ssrc, index);
        Span<byte> text = authenticated[RtcpHeaderLength..^RtcpIndexLength];
        _rtcpCipher.Apply(text, text);

        Span<byte> hash = stackalloc byte[HmacSha1.HashLength];
        _rtcpHash.Compute(authenticated, [], hash);
        hash[..RtcpTagLength].CopyTo(packet[^RtcpTagLength..]);
    }

    public override bool TryUnprotectRtcp(uint ssrc, uint index, Span<byte> packet)
    {
        Span<byte> authenticated = packet[..^RtcpTagLength];
        Span<byte> hash = stackalloc byte[HmacSha1.HashLength];
        _rtcpHash.Compute(authenticated, [], hash);
        if (!CryptographicOperations.FixedTimeEquals(hash[..RtcpTagLength], packet[^RtcpTagLength..]))
        {
            return false;
        }

        Start(_rtcpCipher, _rtcpSalt, ssrc, index);
        Span<byte> text = authenticated[RtcpHeaderLength..^RtcpIndexLength];
        _rtcpCipher.Apply(text, text);
        return true;
    }

    public override uint ReadRtcpIndexWord(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32BigEndian(packet[..^RtcpTagLength][^RtcpIndexLength..]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rtpCipher.Dispose();
            _rtcpCipher.Dispose();
            _rtpHash.Dispose();
            _rtcpHash.Dispose();
            CryptographicOperations.ZeroMemory(_rtpSalt);
            CryptographicOperations.ZeroMemory(_rtcpSalt);
        }
    }

    /// <summary>Starts at (salt · 2^16) xor (SSRC · 2^64) xor (index · 2^16).</summary>
    private static void Start(AesCounterCipher cipher, ReadOnlySpan<byte> salt, uint ssrc, ulong index)
    {
        Span<byte> counter = stackalloc byte[AesCounterCipher.CounterLength];
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(salt);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(salt[8..]);
        BinaryPrimitives.WriteUInt64BigEndian(counter, high ^ ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(counter[8..], low ^ (index << 16));
        cipher.Start(counter);
    }

    private void HashRtp(ReadOnlySpan<byte> authenticated, ulong index, Span<byte> hash)
    {
        Span<byte> rollover = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        _rtpHash.Compute(authenticated, rollover, hash);
    }
}
