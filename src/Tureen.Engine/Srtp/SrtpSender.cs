using System.Buffers.Binary;
using System.Diagnostics;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Srtp;

/// <summary>Protects outbound RTP and RTCP with one master key (RFC 3711 §3).</summary>
/// <remarks>
/// A packet may be sent again, the same to the last byte. Another header or payload under an index that was used would, with
/// AES-GCM, give the authentication key away (RFC 7714 §10.1), so an index is given out once, and an SSRC has one life.
/// </remarks>
internal sealed class SrtpSender : IDisposable
{
    private const int RtpFixedHeaderLength = 12;
    private const uint LastRtcpIndex = 0x7FFF_FFFF;

    private readonly SrtpTransform _transform;
    private readonly Dictionary<uint, SrtpSenderStream> _streams = [];
    private readonly HashSet<uint> _retired = [];
    private uint _rtcpIndex;

    public SrtpSender(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Profile = profile;
        _transform = SrtpTransform.Create(profile, masterKey, masterSalt, encrypt: true);
    }

    /// <summary>Takes key and salt in one piece.</summary>
    public SrtpSender(SrtpProfile profile, ReadOnlySpan<byte> keyingMaterial)
        : this(
            profile,
            keyingMaterial[..Math.Min(keyingMaterial.Length, profile.KeyLength())],
            keyingMaterial[Math.Min(keyingMaterial.Length, profile.KeyLength())..])
    {
    }

    public SrtpProfile Profile { get; }

    public int StreamCount => _streams.Count;

    /// <summary>Bytes that protection adds to an RTP packet.</summary>
    public int MaxRtpOverhead => _transform.RtpTagLength;

    /// <summary>Bytes that protection adds to an RTCP packet.</summary>
    public int MaxRtcpOverhead => _transform.RtcpTagLength + SrtpTransform.RtcpIndexLength;

    /// <summary>The stream of <paramref name="ssrc"/>, made at its first use.</summary>
    /// <remarks>The host chooses outbound SSRCs, so their number needs no bound here.</remarks>
    public SrtpSenderStream GetStream(uint ssrc)
    {
        Debug.Assert(!_retired.Contains(ssrc), "The SSRC has had its life.");
        if (!_streams.TryGetValue(ssrc, out SrtpSenderStream? stream))
        {
            stream = new SrtpSenderStream(ssrc);
            _streams.Add(ssrc, stream);
        }

        return stream;
    }

    /// <summary>Whether <paramref name="ssrc"/> was sent on and removed: with these keys its indices must not start over.</summary>
    public bool IsRetired(uint ssrc) => _retired.Contains(ssrc) || _retired.Count >= EngineLimits.MaxRetiredSrtpStreams;

    /// <summary>Forgets an SSRC, except that nothing must be sent on it again.</summary>
    public void RemoveStream(uint ssrc)
    {
        if (_streams.Remove(ssrc, out SrtpSenderStream? stream) && stream.HasSent)
        {
            _retired.Add(ssrc);
        }
    }

    /// <summary>
    /// Protects one packet. <paramref name="destination"/> starts with the plain header, which stays plain, and
    /// <paramref name="prefixLength"/> bytes of plain payload; <paramref name="rest"/>, the remaining plain payload, is
    /// encrypted from where it is straight into <paramref name="destination"/>. False if that is too small, or if the index
    /// was used already and <paramref name="isRepeat"/> does not say that this is the same packet again.
    /// </summary>
    public bool TryProtectRtp(
        SrtpSenderStream stream,
        Span<byte> destination,
        int headerLength,
        int prefixLength,
        ReadOnlySpan<byte> rest,
        out int length,
        bool isRepeat = false)
    {
        length = headerLength + prefixLength + rest.Length + _transform.RtpTagLength;
        if (headerLength < RtpFixedHeaderLength || destination.Length < length)
        {
            length = 0;
            return false;
        }

        Debug.Assert(
            BinaryPrimitives.ReadUInt32BigEndian(destination[8..]) == stream.Ssrc, "The stream is another SSRC's.");
        ushort sequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(destination[2..]);
        if (!stream.TryAdvance(sequenceNumber, isRepeat, out ulong index))
        {
            length = 0;
            return false;
        }

        _transform.ProtectRtp(stream.Ssrc, index, destination[..length], headerLength, prefixLength, rest);
        return true;
    }

    /// <summary>Protects the compound packet of <paramref name="length"/> bytes in place.</summary>
    /// <remarks>False if <paramref name="buffer"/> is too small, or after 2^31 packets, when the key is used up.</remarks>
    public bool TryProtectRtcp(Span<byte> buffer, int length, out int protectedLength)
    {
        protectedLength = length + MaxRtcpOverhead;
        if (length < SrtpTransform.RtcpHeaderLength || buffer.Length < protectedLength || _rtcpIndex > LastRtcpIndex)
        {
            protectedLength = 0;
            return false;
        }

        // One index for all senders of the session is allowed and never repeats a pair of SSRC and index.
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]);
        _transform.ProtectRtcp(ssrc, _rtcpIndex++, buffer[..protectedLength]);
        return true;
    }

    public void Dispose() => _transform.Dispose();
}
