using System.Buffers.Binary;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Receives what one consumer sends, requests packets that its network loses, and now and then other layers.</summary>
internal sealed class LayeredViewer
{
    private const int MinPatience = 300;
    private const int MaxPatience = 6000;
    private static readonly TimeSpan PictureLossPatience = TimeSpan.FromMilliseconds(800);

    private readonly RandomSource _random;
    private readonly LossyPath _downlink;
    private readonly LossyPath _uplink;
    private readonly NackGenerator _nack = new(NackGenerator.DefaultSendDelay);
    private readonly byte[] _rtcp = new byte[EngineLimits.MaxRtcpLength];
    private Timestamp _waitsSince = Timestamp.Never;
    private Timestamp _changesAt;

    public LayeredViewer(Timestamp now, ConsumerCore consumer, OutputCheck check, RandomSource random, LossyPath downlink, LossyPath uplink)
    {
        Consumer = consumer;
        Check = check;
        _random = random;
        _downlink = downlink;
        _uplink = uplink;
        _changesAt = now + TimeSpan.FromMilliseconds(random.Next(MinPatience, MaxPatience));
    }

    public ConsumerCore Consumer { get; }

    public OutputCheck Check { get; }

    public int Requests { get; private set; }

    public Timestamp NextDeadline => Timestamp.Min(_nack.NextDeadline, _changesAt);

    /// <summary>The consumer sends a packet into the viewer's network.</summary>
    public void Send(Timestamp now, in OutgoingRtp rtp)
    {
        Check.Handle(now, rtp);
        Span<byte> bytes = stackalloc byte[4];
        ushort sequence = rtp.Stream.IsRtx ? BinaryPrimitives.ReadUInt16BigEndian(rtp.Prefix) : rtp.SequenceNumber;
        BinaryPrimitives.WriteUInt16BigEndian(bytes, sequence);
        bytes[2] = (byte)(rtp.IsRtx ? 1 : 0);
        bytes[3] = (byte)(rtp.Packet.IsKeyFrame ? 1 : 0);
        _downlink.Send(now, QueuedPacketKind.Output, bytes);
    }

    public void HandlePacket(Timestamp now, ReadOnlySpan<byte> bytes)
    {
        _nack.HandlePacket(now, BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes[3] != 0, isRecovered: bytes[2] != 0);
        Complain(now);
    }

    /// <summary>A NACK or PLI of this viewer arrived at its consumer.</summary>
    public void HandleFeedback(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp))
        {
            if (GenericNack.TryParse(packet, out GenericNack nack))
            {
                Consumer.HandleNack(now, nack, sink);
            }
            else if (PictureLossIndication.TryParse(packet, out PictureLossIndication indication))
            {
                Consumer.HandleKeyFrameRequest(now, indication.MediaSsrc, isFir: false, sink);
            }
        }
    }

    /// <summary>Makes the requests that are due; true when it requested other layers.</summary>
    public bool HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _nack.HandleDeadline(now);
        Complain(now);
        if (now < _changesAt)
        {
            return false;
        }

        _changesAt = now + TimeSpan.FromMilliseconds(_random.Next(MinPatience, MaxPatience));
        int spatial = _random.Next(0, LayeredVideoSender.SpatialLayers - 1);
        int temporal = _random.Next(0, LayeredVideoSender.TemporalLayers);
        Consumer.SetPreferredLayers(now, new ConsumerLayers(spatial, temporal < LayeredVideoSender.TemporalLayers ? temporal : null), sink);
        Check.HandleRequest(now, Consumer.PreferredLayers!.TemporalLayer ?? 0);
        Requests++;
        return true;
    }

    private void Complain(Timestamp now)
    {
        ReadOnlySpan<ushort> requests = _nack.TakeRequests();
        if (!requests.IsEmpty)
        {
            int length = GenericNack.Write(_rtcp, 1, Consumer.Streams[0].Ssrc, requests, out _);
            _uplink.Send(now, QueuedPacketKind.ViewerFeedback, _rtcp.AsSpan(0, length));
        }

        // A key frame replaces packets that do not come on request.
        _waitsSince = _nack.Count == 0 ? Timestamp.Never : _waitsSince.IsNever ? now : _waitsSince;
        if (!_waitsSince.IsNever && now - _waitsSince > PictureLossPatience)
        {
            _waitsSince = now;
            int length = new PictureLossIndication(1, Consumer.Streams[0].Ssrc).Write(_rtcp);
            _uplink.Send(now, QueuedPacketKind.ViewerFeedback, _rtcp.AsSpan(0, length));
        }
    }
}
