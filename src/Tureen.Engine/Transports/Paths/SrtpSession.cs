using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Engine.Transports.Media;

namespace Tureen.Engine.Transports.Paths;

/// <summary>SRTP of one transport, both directions; none before there are keys.</summary>
internal sealed class SrtpSession : IDisposable
{
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;

    [MemberNotNullWhen(true, nameof(_sender), nameof(_receiver))]
    public bool IsReady => _sender is not null && _receiver is not null;

    /// <summary>Inbound SSRCs that may have state.</summary>
    public int MaxReceivedStreams { get; init; } = EngineLimits.MaxSrtpStreams;

    /// <summary>Inbound SSRCs with kept state.</summary>
    public int ReceivedSsrcCount => _receiver?.StreamCount ?? 0;

    /// <summary>Outbound SSRCs with kept state.</summary>
    public int SentSsrcCount => _sender?.StreamCount ?? 0;

    /// <summary>Bytes that protection adds to an RTP packet at most.</summary>
    public int RtpOverhead => _sender?.MaxRtpOverhead ?? 0;

    /// <summary>Begins with keys from DTLS, and wipes them.</summary>
    public void Start(SrtpKeyingMaterial keys)
    {
        try
        {
            Start(
                new SrtpSender(keys.Profile, keys.LocalKey, keys.LocalSalt),
                new SrtpReceiver(keys.Profile, keys.RemoteKey, keys.RemoteSalt));
        }
        finally
        {
            keys.Clear();
        }
    }

    /// <summary>Begins with keys from signaling; key and salt in one piece each.</summary>
    public void Start(SrtpProfile profile, ReadOnlySpan<byte> localKey, ReadOnlySpan<byte> remoteKey) =>
        Start(new SrtpSender(profile, localKey), new SrtpReceiver(profile, remoteKey) { MaxStreams = MaxReceivedStreams });

    public bool TryUnprotectRtp(Span<byte> packet, out int length, out DropReason reason) =>
        _receiver!.TryUnprotectRtp(packet, out length, out reason);

    public bool TryUnprotectRtcp(Span<byte> packet, out int length, out DropReason reason) =>
        _receiver!.TryUnprotectRtcp(packet, out length, out reason);

    /// <summary>Encrypts; false when another packet has used the packet's index.</summary>
    public bool TryProtectRtp(in RtpDraft draft, out int length)
    {
        SrtpSender sender = _sender!;
        OutgoingStream stream = draft.Stream;
        if (stream.SrtpOwner != sender)
        {
            stream.Srtp = sender.GetStream(stream.Ssrc);
            stream.SrtpOwner = sender;
        }

        return sender.TryProtectRtp(
            stream.Srtp!, draft.Space, draft.HeaderLength, draft.PrefixLength, draft.Rest, out length, draft.IsRepeat);
    }

    /// <summary>Encrypts and sends one RTCP compound packet.</summary>
    public bool TrySendRtcp(in TransportTuple tuple, ReadOnlySpan<byte> rtcp, IDatagramSink sink, out int length)
    {
        Span<byte> space = sink.GetSpan(rtcp.Length + _sender!.MaxRtcpOverhead);
        rtcp.CopyTo(space);
        if (!_sender.TryProtectRtcp(space, rtcp.Length, out length))
        {
            return false;
        }

        sink.Send(tuple, length);
        return true;
    }

    public void ForgetReceivedSsrc(uint ssrc) => _receiver?.RemoveStream(ssrc);

    public void ForgetSentSsrc(uint ssrc) => _sender?.RemoveStream(ssrc);

    /// <summary>Whether sending on the SSRC again would use indices again.</summary>
    public bool IsSentSsrcRetired(uint ssrc) => _sender?.IsRetired(ssrc) == true;

    public void Dispose()
    {
        _sender?.Dispose();
        _receiver?.Dispose();
        _sender = null;
        _receiver = null;
    }

    private void Start(SrtpSender sender, SrtpReceiver receiver)
    {
        Dispose();
        _sender = sender;
        _receiver = receiver;
    }
}
