using System.Buffers.Binary;
using System.Security.Cryptography;
using Tureen.Engine.Crypto;

namespace Tureen.Engine.Srtp;

/// <summary>AES-GCM for SRTP and SRTCP (RFC 7714).</summary>
/// <remarks>
/// SRTP: header | ciphertext | tag. The header is associated data.
/// SRTCP: header (8) | ciphertext | tag | E and index (4). Header and index word are associated data.
/// </remarks>
internal sealed class SrtpAeadTransform : SrtpTransform
{
    private readonly AesGcmCipher _rtpCipher;
    private readonly AesGcmCipher _rtcpCipher;
    private readonly byte[] _rtpSalt = new byte[AesGcmCipher.NonceLength];
    private readonly byte[] _rtcpSalt = new byte[AesGcmCipher.NonceLength];

    public SrtpAeadTransform(SrtpProfile profile, SrtpSessionKeys rtp, SrtpSessionKeys rtcp, bool encrypt)
        : base(profile)
    {
        _rtpCipher = Create(rtp.Encryption, encrypt);
        _rtcpCipher = Create(rtcp.Encryption, encrypt);
        rtp.Salt.CopyTo(_rtpSalt, 0);
        rtcp.Salt.CopyTo(_rtcpSalt, 0);
    }

    public override void ProtectRtp(
        uint ssrc, ulong index, Span<byte> packet, int headerLength, int prefixLength, ReadOnlySpan<byte> rest)
    {
        Span<byte> nonce = stackalloc byte[AesGcmCipher.NonceLength];
        WriteNonce(nonce, _rtpSalt, ssrc, index);
        _rtpCipher.Seal(nonce, packet[..headerLength], packet[headerLength..], prefixLength, rest);
    }

    public override bool TryUnprotectRtp(uint ssrc, ulong index, Span<byte> packet, int headerLength)
    {
        Span<byte> nonce = stackalloc byte[AesGcmCipher.NonceLength];
        WriteNonce(nonce, _rtpSalt, ssrc, index);
        int end = packet.Length - RtpTagLength;
        return _rtpCipher.TryOpen(nonce, packet[..headerLength], [], packet[headerLength..end], packet[end..]);
    }

    public override void ProtectRtcp(uint ssrc, uint index, Span<byte> packet)
    {
        Span<byte> word = packet[^RtcpIndexLength..];
        BinaryPrimitives.WriteUInt32BigEndian(word, RtcpEncryptedFlag | index);

        Span<byte> associated = stackalloc byte[RtcpHeaderLength + RtcpIndexLength];
        packet[..RtcpHeaderLength].CopyTo(associated);
        word.CopyTo(associated[RtcpHeaderLength..]);

        Span<byte> nonce = stackalloc byte[AesGcmCipher.NonceLength];
        WriteNonce(nonce, _rtcpSalt, ssrc, index);
        int textLength = packet.Length - RtcpHeaderLength - RtcpTagLength - RtcpIndexLength;
        _rtcpCipher.Seal(nonce, associated, packet[RtcpHeaderLength..^RtcpIndexLength], textLength, []);
    }

    public override bool TryUnprotectRtcp(uint ssrc, uint index, Span<byte> packet)
    {
        Span<byte> nonce = stackalloc byte[AesGcmCipher.NonceLength];
        WriteNonce(nonce, _rtcpSalt, ssrc, index);
        int tagStart = packet.Length - RtcpIndexLength - RtcpTagLength;
        return _rtcpCipher.TryOpen(
            nonce,
            packet[..RtcpHeaderLength],
            packet[^RtcpIndexLength..],
            packet[RtcpHeaderLength..tagStart],
            packet[tagStart..^RtcpIndexLength]);
    }

    public override uint ReadRtcpIndexWord(ReadOnlySpan<byte> packet) =>
        BinaryPrimitives.ReadUInt32BigEndian(packet[^RtcpIndexLength..]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rtpCipher.Dispose();
            _rtcpCipher.Dispose();
            CryptographicOperations.ZeroMemory(_rtpSalt);
            CryptographicOperations.ZeroMemory(_rtcpSalt);
        }
    }

    private static AesGcmCipher Create(ReadOnlySpan<byte> key, bool encrypt) =>
        encrypt ? AesGcmCipher.CreateEncryptor(key) : AesGcmCipher.CreateDecryptor(key);

    /// <summary>Salt xor (16 zero bits | SSRC | 48-bit index), which serves both SRTP (§8.1) and SRTCP (§9.1).</summary>
    private static void WriteNonce(Span<byte> nonce, ReadOnlySpan<byte> salt, uint ssrc, ulong index)
    {
        uint high = BinaryPrimitives.ReadUInt32BigEndian(salt);
        ulong low = BinaryPrimitives.ReadUInt64BigEndian(salt[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(nonce, high ^ (ssrc >> 16));
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], low ^ (((ulong)ssrc << 48) | index));
    }
}
