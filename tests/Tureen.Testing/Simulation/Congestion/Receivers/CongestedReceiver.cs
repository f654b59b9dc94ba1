using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>A receiver as a browser is one, over plain RTP: transport-wide feedback, RFC 8888 or REMB, NACK, PLI and Receiver Reports.</summary>
internal sealed class CongestedReceiver : ISimulatedHost
{
    private const int AbsSendTimeId = 4;
    private const int TransportSequenceId = 5;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly VirtualWorld _world;
    private readonly NetworkAddress _server;
    private readonly ReceiverOptions _options;
    private readonly TimeSpan _roundTripTime;
    private readonly FeedbackSender _feedback;
    private readonly EstimateSender? _estimate;
    private readonly StreamFeedbackSender? _streams;
    private readonly RtcpReportCompound _reports = new();
    private readonly byte[] _buffer = new byte[EngineLimits.MaxRtcpLength];
    private Timestamp _reportAt;

    /// <param name="world">Where it is.</param>
    /// <param name="address">Its address.</param>
    /// <param name="server">The address of its transport at the server.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="roundTripTime">That of the empty path, which its requests wait for.</param>
    /// <param name="random">Where randomness comes from.</param>
    public CongestedReceiver(
        VirtualWorld world, NetworkAddress address, NetworkAddress server, ReceiverOptions options, TimeSpan roundTripTime, RandomSource random)
    {
        _world = world;
        _server = server;
        _options = options;
        _roundTripTime = roundTripTime;
        Address = address;
        _feedback = new FeedbackSender(options.Feedback, random, world.Now);
        _estimate = options.Kind == FeedbackKind.Estimate ? new EstimateSender(world.Now) : null;
        _streams = options.Kind == FeedbackKind.Streams ? new StreamFeedbackSender(options.Feedback.Interval, world.Now) : null;
        _reportAt = world.Now + (ReportInterval * random.NextDouble());
        world.Network.Attach(address, this);
        world.Add(this);
    }

    public NetworkAddress Address { get; }

    public List<ReceivedVideo> Videos { get; } = [];

    public List<ReceivedStream> Audios { get; } = [];

    public int KeyFrameRequests => Videos.Sum(static video => video.KeyFrameRequests);

    /// <summary>Messages of transport-wide feedback that left.</summary>
    public int FeedbackMessages { get; private set; }

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Min(_feedback.NextDeadline, _reportAt);
            next = Timestamp.Min(next, _estimate?.NextDeadline ?? _streams?.NextDeadline ?? Timestamp.Never);
            foreach (ReceivedVideo video in Videos)
            {
                next = Timestamp.Min(next, video.NextDeadline);
            }

            return next;
        }
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        switch (PacketClassifier.Classify(datagram))
        {
            case PacketKind.Rtp when RtpPacket.TryParse(datagram, out RtpPacket packet):
                HandleRtp(now, packet);
                break;
            case PacketKind.Rtcp:
                HandleRtcp(now, datagram);
                break;
            default:
                break;
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        _feedback.HandleDeadline(now, message =>
        {
            FeedbackMessages++;
            Send(message);
        });
        _estimate?.HandleDeadline(now, SendFeedback);
        _streams?.HandleDeadline(now, SendFeedback);
        foreach (ReceivedVideo video in Videos)
        {
            video.HandleDeadline(now);
            Complain(now, video);
        }

        if (_reportAt <= now)
        {
            _reportAt = now + ReportInterval;
            Report(now);
        }
    }

    private void HandleRtp(Timestamp now, in RtpPacket packet)
    {
        if (packet.Ssrc == ProbationPacket.Ssrc && _options.IgnoresProbation)
        {
            return;
        }

        if (packet.TryGetExtension(TransportSequenceId, out ReadOnlySpan<byte> value) && TransportSequence.TryRead(value, out ushort number))
        {
            _feedback.HandlePacket(now, number, packet.Ssrc, packet.Bytes.Length);
        }

        if (_estimate is not null && packet.TryGetExtension(AbsSendTimeId, out value) && AbsSendTime.TryRead(value, out uint sentAt))
        {
            _estimate.HandlePacket(now, AbsSendTime.ToMicroseconds(sentAt), packet.Bytes.Length, packet.Ssrc, SendFeedback);
        }

        _streams?.HandlePacket(now, packet.Ssrc, packet.SequenceNumber);

        uint ssrc = packet.Ssrc;
        Audios.Find(audio => audio.Ssrc == ssrc)?.HandlePacket(packet.SequenceNumber);
        if (Videos.Find(video => video.Ssrc == ssrc || video.RtxSsrc == ssrc) is not ReceivedVideo found)
        {
            return;
        }

        if (found.Ssrc == ssrc)
        {
            found.HandleMedia(now, packet, _roundTripTime);
        }
        else
        {
            found.HandleRetransmission(now, packet, _roundTripTime);
        }

        Complain(now, found);
    }

    private void HandleRtcp(Timestamp now, Span<byte> datagram)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(datagram))
        {
            if (SenderReport.TryParse(packet, out SenderReport report))
            {
                uint ssrc = report.Sender.Ssrc;
                Videos.Find(video => video.Ssrc == ssrc)?.Stream.HandleSenderReport(now, report.Sender);
                Audios.Find(audio => audio.Ssrc == ssrc)?.HandleSenderReport(now, report.Sender);
            }
        }
    }

    private void SendFeedback(byte[] message)
    {
        FeedbackMessages++;
        Send(message);
    }

    private void Complain(Timestamp now, ReceivedVideo video)
    {
        ReadOnlySpan<ushort> requests = video.TakeRequests();
        while (!requests.IsEmpty)
        {
            int length = GenericNack.Write(_buffer, 1, video.Ssrc, requests, out int written);
            Send(_buffer.AsSpan(0, length));
            requests = requests[written..];
        }

        if (video.TakeKeyFrameRequest(now))
        {
            Send(_buffer.AsSpan(0, new PictureLossIndication(1, video.Ssrc).Write(_buffer)));
        }
    }

    private void Report(Timestamp now)
    {
        _reports.Clear();
        foreach (ReceivedStream stream in Videos.Select(static video => video.Stream).Concat(Audios))
        {
            if (stream.TryReport(now, out ReportBlock block))
            {
                _reports.TryAddReport(block);
            }
        }

        if (_reports.HasReport)
        {
            Send(_buffer.AsSpan(0, _reports.Write(_buffer, 1)));
        }
    }

    private void Send(ReadOnlySpan<byte> rtcp) => _world.Network.Send(_world.Now, Address, _server, rtcp);
}
