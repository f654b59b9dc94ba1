using System.Buffers.Binary;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Srtp;

/// <summary>Authenticates and decrypts inbound SRTP and SRTCP in place (RFC 3711 §3.3, §3.4).</summary>
/// <remarks>Nothing changes before the tag is verified; the bytes of a packet that was refused are undefined.</remarks>
internal sealed class SrtpReceiver : IDisposable
{
    private const int RtpFixedHeaderLength = 12;

    private readonly SrtpTransform _transform;
    private readonly Dictionary<uint, SrtpReceiverStream> _streams = [];
    private readonly SrtpIndexMemory _memory = new();

    // SSRCs that were seen in RTCP alone, the oldest first: they make room for others when there are too many.
    private readonly LinkedList<SrtpReceiverStream> _rtcpOnly = new();
    private SrtpReceiverStream? _latest;

    // Packets of an SSRC without producer make and free a stream each.
    private SrtpReceiverStream? _spare;

    public SrtpReceiver(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        Profile = profile;
        _transform = SrtpTransform.Create(profile, masterKey, masterSalt, encrypt: false);
    }

    /// <summary>Takes key and salt in one piece.</summary>
    public SrtpReceiver(SrtpProfile profile, ReadOnlySpan<byte> keyingMaterial)
        : this(
            profile,
            keyingMaterial[..Math.Min(keyingMaterial.Length, profile.KeyLength())],
            keyingMaterial[Math.Min(keyingMaterial.Length, profile.KeyLength())..])
    {
    }

    public SrtpProfile Profile { get; }

    /// <summary>SSRCs that may be remembered.</summary>
    public int MaxStreams { get; init; } = EngineLimits.MaxSrtpStreams;

    /// <summary>SSRCs that are remembered.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>Freed SSRCs whose newest indices are remembered, at most <see cref="EngineLimits.MaxRememberedSrtpStreams"/>.</summary>
    public int RememberedCount => _memory.Count;

    public bool TryUnprotectRtp(Span<byte> packet, out int length, out DropReason reason)
    {
        length = 0;

        // 1. The header, which is plain.
        if (!TryGetHeaderLength(packet, out int headerLength) || packet.Length < headerLength + _transform.RtpTagLength)
        {
            reason = DropReason.SrtpTooShort;
            return false;
        }

        // 2. The index, guessed from what was authenticated so far.
        ushort sequenceNumber = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        SrtpReceiverStream? stream = FindStream(ssrc);
        ulong? newest = stream is null ? _memory.Get(ssrc).Rtp : stream.Rtp.HasAny ? stream.Rtp.Highest : null;
        ulong index = newest is { } highest ? SrtpPacketIndex.Guess(highest, sequenceNumber) : sequenceNumber;
        reason = stream is null ? CheckNew(index, newest) : stream.Rtp.Check(index);

        // 3. The tag. Only now may anything be remembered.
        bool isAuthentic = stream?.DoubtsRollover == true
            ? TryUnprotectInDoubt(ssrc, ref index, packet, headerLength, isNew: reason == DropReason.None)
            : reason == DropReason.None && _transform.TryUnprotectRtp(ssrc, index, packet, headerLength);
        if (!isAuthentic)
        {
            stream?.CountRefused();
            reason = reason == DropReason.None ? DropReason.SrtpAuthenticationFailed : reason;
            return false;
        }

        reason = DropReason.None;

        stream ??= AddStream(ssrc);
        if (stream.IsRtcpOnly)
        {
            _rtcpOnly.Remove(stream.RtcpOnlyNode);
        }

        stream.AcceptRtp(index);
        length = packet.Length - _transform.RtpTagLength;
        return true;
    }

    public bool TryUnprotectRtcp(Span<byte> packet, out int length, out DropReason reason)
    {
        length = 0;
        int overhead = _transform.RtcpTagLength + SrtpTransform.RtcpIndexLength;
        if (packet.Length < SrtpTransform.RtcpHeaderLength + overhead)
        {
            reason = DropReason.SrtpTooShort;
            return false;
        }

        uint word = _transform.ReadRtcpIndexWord(packet);
        if ((word & SrtpTransform.RtcpEncryptedFlag) == 0)
        {
            reason = DropReason.SrtcpNotEncrypted;
            return false;
        }

        uint index = word & ~SrtpTransform.RtcpEncryptedFlag;
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        SrtpReceiverStream? stream = FindStream(ssrc);
        reason = stream is null ? CheckNew(index, _memory.Get(ssrc).Rtcp) : stream.Rtcp.Check(index);
        if (reason != DropReason.None)
        {
            return false;
        }

        if (!_transform.TryUnprotectRtcp(ssrc, index, packet))
        {
            reason = DropReason.SrtpAuthenticationFailed;
            return false;
        }

        if (stream is null)
        {
            stream = AddStream(ssrc);
            _rtcpOnly.AddLast(stream.RtcpOnlyNode);
        }

        stream.Rtcp.Accept(index);
        length = packet.Length - overhead;
        return true;
    }

    /// <summary>
    /// Frees the state of an SSRC except its newest indices, so that the SSRC continues from there when it comes back in this session.
    /// </summary>
    public void RemoveStream(uint ssrc)
    {
        if (!_streams.Remove(ssrc, out SrtpReceiverStream? stream))
        {
            return;
        }

        _memory.Set(ssrc, stream.Newest);
        if (stream.IsRtcpOnly)
        {
            _rtcpOnly.Remove(stream.RtcpOnlyNode);
        }

        if (_latest == stream)
        {
            _latest = null;
        }

        _spare = stream;
    }

    public void Dispose() => _transform.Dispose();

    private static bool TryGetHeaderLength(ReadOnlySpan<byte> packet, out int headerLength)
    {
        headerLength = RtpFixedHeaderLength;
        if (packet.Length < RtpFixedHeaderLength)
        {
            return false;
        }

        headerLength += (packet[0] & 0x0F) * sizeof(uint);
        bool hasExtension = (packet[0] & 0x10) != 0;
        if (!hasExtension)
        {
            return packet.Length >= headerLength;
        }

        if (packet.Length < headerLength + sizeof(uint))
        {
            return false;
        }

        int words = BinaryPrimitives.ReadUInt16BigEndian(packet[(headerLength + 2)..]);
        headerLength += sizeof(uint) + (words * sizeof(uint));
        return packet.Length >= headerLength;
    }

    /// <summary>Tries the index that was guessed, if that is a new one, then the one of the same number in the next cycle.</summary>
    private bool TryUnprotectInDoubt(uint ssrc, ref ulong index, Span<byte> packet, int headerLength, bool isNew)
    {
        Span<byte> copy = stackalloc byte[EngineLimits.MaxDatagramLength];
        if (!packet.TryCopyTo(copy))
        {
            return false;
        }

        if (isNew && _transform.TryUnprotectRtp(ssrc, index, packet, headerLength))
        {
            return true;
        }

        copy[..packet.Length].CopyTo(packet);
        return SrtpPacketIndex.TryGetNextCycle(index, out index) && _transform.TryUnprotectRtp(ssrc, index, packet, headerLength);
    }

    private SrtpReceiverStream? FindStream(uint ssrc)
    {
        if (_latest is { } latest && latest.Ssrc == ssrc)
        {
            return latest;
        }

        return _streams.TryGetValue(ssrc, out SrtpReceiverStream? stream) ? _latest = stream : null;
    }

    private DropReason CheckNew(ulong index, ulong? newest)
    {
        if (index <= newest)
        {
            return DropReason.SrtpTooOld;
        }

        bool hasRoom = _streams.Count < MaxStreams || _rtcpOnly.Count > 0;
        return hasRoom ? DropReason.None : DropReason.SrtpStreamLimit;
    }

    private SrtpReceiverStream AddStream(uint ssrc)
    {
        if (_streams.Count >= MaxStreams)
        {
            RemoveStream(_rtcpOnly.First!.Value.Ssrc);
        }

        SrtpReceiverStream stream = _spare ?? new SrtpReceiverStream();
        _spare = null;
        stream.Begin(ssrc, _memory.Get(ssrc));
        _streams.Add(ssrc, stream);
        return stream;
    }
}
