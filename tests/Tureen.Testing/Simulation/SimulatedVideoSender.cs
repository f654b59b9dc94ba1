using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Testing.Simulation;

/// <summary>Sends video of 30 frames a second, answers NACKs by RTX and key-frame requests by key frames.</summary>
internal sealed class SimulatedVideoSender
{
    private const int MaxPacketsPerFrame = 10;
    private const int RememberedPackets = 2000;
    private const uint TimestampStep = 3000;
    private static readonly TimeSpan FrameInterval = TimeSpan.FromMicroseconds(33_333);

    private readonly SimulatedStream _stream;
    private readonly RandomSource _random;
    private readonly Dictionary<ushort, byte[]> _sent = [];
    private readonly Queue<ushort> _order = new();
    private readonly byte[] _buffer = new byte[1500];
    private ushort _sequence;
    private ushort _rtxSequence;
    private ushort _transportSequence;
    private uint _timestamp;
    private bool _isKeyFrameDue = true;

    public SimulatedVideoSender(Timestamp now, SimulatedStream stream, RandomSource random)
    {
        _stream = stream;
        _random = random;
        _sequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence);
        _rtxSequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence);
        _timestamp = random.NextUInt32();
        NextDeadline = now;
    }

    public SimulatedStream Stream => _stream;

    public Timestamp NextDeadline { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>Frames sent, by number, and whether each is a key frame.</summary>
    public List<bool> Frames { get; } = [];

    public int KeyFrameRequests { get; private set; }

    public int Retransmissions { get; private set; }

    public int PacketsSent { get; private set; }

    /// <summary>Packets that transport-wide feedback reported as arrived.</summary>
    public HashSet<ushort> ReportedArrivals { get; } = [];

    /// <summary>What the last REMB allowed; zero before the first.</summary>
    public Bitrate Remb { get; private set; }

    /// <summary>Null for a sender that reports nothing about itself.</summary>
    public SimulatedSenderReports? Reports { get; set; }

    public void Stop()
    {
        IsStopped = true;
        NextDeadline = Timestamp.Never;
    }

    public void HandleDeadline(Timestamp now, SimulatedPeer peer)
    {
        if (now < NextDeadline)
        {
            return;
        }

        NextDeadline = now + FrameInterval;
        SendFrame(now, peer);
    }

    public void HandleRtcp(Timestamp now, RtcpPacketView packet, SimulatedPeer peer)
    {
        Reports?.HandleRtcp(now, packet);
        if (GenericNack.TryParse(packet, out GenericNack nack) && nack.MediaSsrc == _stream.Ssrc)
        {
            foreach (ushort sequence in nack.SequenceNumbers)
            {
                Resend(sequence, peer);
            }
        }
        else if (PictureLossIndication.TryParse(packet, out PictureLossIndication pli) && pli.MediaSsrc == _stream.Ssrc)
        {
            KeyFrameRequests++;
            _isKeyFrameDue = true;
        }
        else if (TransportWideFeedback.TryParse(packet, out TransportWideFeedback feedback))
        {
            foreach (TransportWideStatus status in feedback.Statuses)
            {
                if (status.IsReceived)
                {
                    ReportedArrivals.Add(status.SequenceNumber);
                }
            }
        }
        else if (ReceiverEstimatedMaxBitrate.TryParse(packet, out ReceiverEstimatedMaxBitrate remb))
        {
            Remb = remb.Bitrate;
        }
    }

    private void SendFrame(Timestamp now, SimulatedPeer peer)
    {
        bool isKey = _isKeyFrameDue;
        _isKeyFrameDue = false;
        int count = isKey ? MaxPacketsPerFrame : _random.Next(1, MaxPacketsPerFrame);
        for (int i = 0; i < count; i++)
        {
            SendPacket(now, new SimulatedFrame((uint)Frames.Count, isKey, (ushort)i, (ushort)count), peer);
        }

        Frames.Add(isKey);
        Reports?.HandleFrame(now, _timestamp, PacketsSent, peer);
        _timestamp += TimestampStep;
    }

    private void SendPacket(Timestamp now, SimulatedFrame frame, SimulatedPeer peer)
    {
        bool isLast = frame.Index == frame.Count - 1;
        var writer = new RtpHeaderWriter(_buffer, _stream.PayloadType, isLast, _sequence, _timestamp, _stream.Ssrc);
        writer.AddExtension(_stream.MidId, Encoding.ASCII.GetBytes(_stream.Mid));
        AddTimes(now, ref writer);
        int headerLength = writer.Finish();
        int payloadLength = isLast ? _random.Next(100, 1100) : 1100;
        frame.Write(_buffer.AsSpan(headerLength));
        byte[] bytes = _buffer.AsSpan(0, headerLength + payloadLength).ToArray();
        Remember(_sequence++, bytes);
        Send(bytes, peer);
    }

    private void AddTimes(Timestamp now, ref RtpHeaderWriter writer)
    {
        Span<byte> value = stackalloc byte[AbsSendTime.Length];
        if (_stream.AbsSendTimeId > 0)
        {
            AbsSendTime.Write(value, now);
            writer.AddExtension(_stream.AbsSendTimeId, value);
        }

        if (_stream.TransportSequenceId > 0)
        {
            TransportSequence.Write(value, _transportSequence++);
            writer.AddExtension(_stream.TransportSequenceId, value[..TransportSequence.Length]);
        }
    }

    private void Remember(ushort sequence, byte[] bytes)
    {
        _sent[sequence] = bytes;
        _order.Enqueue(sequence);
        if (_order.Count > RememberedPackets)
        {
            _sent.Remove(_order.Dequeue());
        }
    }

    private void Resend(ushort sequence, SimulatedPeer peer)
    {
        if (!_sent.TryGetValue(sequence, out byte[]? bytes) || !RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            return;
        }

        Retransmissions++;
        int length = RtxPayload.Write(_buffer, packet, _stream.RtxPayloadType, _rtxSequence++, _stream.RtxSsrc);
        Send(_buffer.AsSpan(0, length), peer);
    }

    private void Send(Span<byte> bytes, SimulatedPeer peer)
    {
        PacketsSent++;
        if (RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            peer.SendRtp(packet);
        }
    }
}
