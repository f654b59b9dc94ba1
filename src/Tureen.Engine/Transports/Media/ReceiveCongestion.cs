using Tureen.Engine.Congestion;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>Reports to the peer how its packets arrive, by transport-wide feedback or by REMB, so that it can raise its bitrate.</summary>
/// <remarks>What the first producer that negotiated either of them chose holds for the whole transport (mediasoup's rule).</remarks>
internal sealed class ReceiveCongestion
{
    private readonly RembLimiter _limiter = new();
    private TransportFeedbackGenerator? _feedback;
    private RembGenerator? _remb;
    private Bitrate _maxIncomingBitrate;

    public Timestamp NextDeadline =>
        Timestamp.Min(_feedback?.NextDeadline ?? Timestamp.Never, _remb?.NextDeadline ?? Timestamp.Never);

    /// <summary>Zero for no limit.</summary>
    public Bitrate MaxIncomingBitrate => _maxIncomingBitrate;

    /// <summary>What the peer is thought to be able to send; null without REMB.</summary>
    public Bitrate? AvailableIncomingBitrate => _remb?.Estimate;

    /// <summary>0..1; null without transport-wide feedback.</summary>
    public double? PacketLoss => _feedback?.PacketLoss;

    public void Start(Timestamp now)
    {
        _feedback?.Start(now);
        _remb?.Start(now);
    }

    public void Stop()
    {
        _feedback?.Stop();
        _remb?.Stop();
    }

    public void AddProducer(Timestamp now, RtpParameters parameters, bool isConnected)
    {
        if (_feedback is not null || _remb is not null)
        {
            return;
        }

        if (HasExtension(parameters, RtpHeaderExtensionUri.TransportWideCc) && HasFeedback(parameters, "transport-cc"))
        {
            _feedback = new TransportFeedbackGenerator();
        }
        else if (HasExtension(parameters, RtpHeaderExtensionUri.AbsSendTime) && HasFeedback(parameters, "goog-remb"))
        {
            _remb = new RembGenerator { MaxIncomingBitrate = _maxIncomingBitrate };
        }

        if (isConnected)
        {
            Start(now);
        }
    }

    public void HandlePacket(Timestamp now, in RtpPacket packet, ReceivedExtensionIds ids, IMediaTransport transport, IDatagramSink sink)
    {
        if (_feedback is not null)
        {
            HandleSequenced(now, packet, ids, transport, sink);
        }
        else if (_remb is not null)
        {
            HandleTimed(now, packet, ids, transport, sink);
        }
    }

    public void HandleDeadline(Timestamp now, IMediaTransport transport, IDatagramSink sink)
    {
        Span<byte> rtcp = stackalloc byte[EngineLimits.MaxRtcpLength];
        if (_feedback is not null)
        {
            _feedback.HandleDeadline(now);
            while (_feedback.TryWriteFeedback(rtcp, out int length))
            {
                transport.SendRtcp(now, rtcp[..length], sink);
            }
        }

        if (_remb is not null)
        {
            _remb.HandleDeadline(now);
            SendRemb(now, transport, sink);
        }
    }

    /// <summary>Limits the peer; zero lifts the limit.</summary>
    public void SetMaxIncomingBitrate(Timestamp now, Bitrate bitrate, IMediaTransport transport, IDatagramSink sink)
    {
        _maxIncomingBitrate = bitrate;
        _limiter.SetMaxIncomingBitrate(bitrate);
        if (_remb is not null)
        {
            _remb.MaxIncomingBitrate = bitrate;
        }
        else if (_feedback is not null)
        {
            SendLimit(now, transport, sink);
        }
    }

    private void HandleSequenced(
        Timestamp now, in RtpPacket packet, ReceivedExtensionIds ids, IMediaTransport transport, IDatagramSink sink)
    {
        if (packet.TryGetExtension(ids.TransportWideCc, out ReadOnlySpan<byte> value)
            && TransportSequence.TryRead(value, out ushort sequence))
        {
            _feedback!.HandlePacket(now, sequence, packet.Ssrc);
        }

        SendLimit(now, transport, sink);
    }

    private void HandleTimed(
        Timestamp now, in RtpPacket packet, ReceivedExtensionIds ids, IMediaTransport transport, IDatagramSink sink)
    {
        if (packet.TryGetExtension(ids.AbsSendTime, out ReadOnlySpan<byte> value)
            && AbsSendTime.TryRead(value, out uint sendTime))
        {
            _remb!.HandlePacket(now, AbsSendTime.ToMicroseconds(sendTime), packet.Bytes.Length, packet.Ssrc);
            SendRemb(now, transport, sink);
        }
    }

    private void SendRemb(Timestamp now, IMediaTransport transport, IDatagramSink sink)
    {
        Span<byte> rtcp = stackalloc byte[EngineLimits.MaxRtcpLength];
        if (_remb!.TryWriteRemb(now, rtcp, out int length))
        {
            transport.SendRtcp(now, rtcp[..length], sink);
        }
    }

    private void SendLimit(Timestamp now, IMediaTransport transport, IDatagramSink sink)
    {
        Span<byte> rtcp = stackalloc byte[64];
        if (_limiter.TryWriteRemb(now, rtcp, out int length))
        {
            transport.SendRtcp(now, rtcp[..length], sink);
        }
    }

    private static bool HasExtension(RtpParameters parameters, string uri) =>
        parameters.HeaderExtensions.Exists(extension => extension.Uri == uri);

    private static bool HasFeedback(RtpParameters parameters, string type) =>
        parameters.Codecs.Exists(codec => codec.RtcpFeedback.Exists(feedback => feedback.Type == type));
}
