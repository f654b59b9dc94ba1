using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;

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
    private uint _timestamp;
    private bool _isKeyFrameDue = true;

    public SimulatedVideoSender(Timestamp now, SimulatedStream stream, RandomSource random)
    {
        _stream = stream;
        _random = random;
        _sequence = (ushort)random.NextUInt32();
        _rtxSequence = (ushort)random.NextUInt32();
        _timestamp = random.NextUInt32();
        NextDeadline = now;
    }

    public Timestamp NextDeadline { get; private set; }

    public bool IsStopped { get; private set; }

    /// <summary>Frames sent, by number, and whether each is a key frame.</summary>
    public List<bool> Frames { get; } = [];

    public int KeyFrameRequests { get; private set; }

    public int Retransmissions { get; private set; }

    public int PacketsSent { get; private set; }

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
        SendFrame(peer);
    }

    public void HandleRtcp(Timestamp now, RtcpPacketView packet, SimulatedPeer peer)
    {
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
    }

    private void SendFrame(SimulatedPeer peer)
    {
        bool isKey = _isKeyFrameDue;
        _isKeyFrameDue = false;
        int count = isKey ? MaxPacketsPerFrame : _random.Next(1, MaxPacketsPerFrame);
        for (int i = 0; i < count; i++)
        {
            SendPacket(new SimulatedFrame((uint)Frames.Count, isKey, (ushort)i, (ushort)count), peer);
        }

        Frames.Add(isKey);
        _timestamp += TimestampStep;
    }

    private void SendPacket(SimulatedFrame frame, SimulatedPeer peer)
    {
        bool isLast = frame.Index == frame.Count - 1;
        var writer = new RtpHeaderWriter(_buffer, _stream.PayloadType, isLast, _sequence, _timestamp, _stream.Ssrc);
        writer.AddExtension(_stream.MidId, Encoding.ASCII.GetBytes(_stream.Mid));
        int headerLength = writer.Finish();
        int payloadLength = isLast ? _random.Next(100, 1100) : 1100;
        frame.Write(_buffer.AsSpan(headerLength));
        byte[] bytes = _buffer.AsSpan(0, headerLength + payloadLength).ToArray();
        Remember(_sequence++, bytes);
        Send(bytes, peer);
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
