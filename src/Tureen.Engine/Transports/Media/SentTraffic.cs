using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Media;

/// <summary>Counts what one transport sends for its congestion control, and numbers what the peer reports by number.</summary>
internal sealed class SentTraffic(SendCongestion congestion, CongestionCounters counters, ITransportPath path)
{
    private readonly Pacer _pacer = congestion.Pacer;
    private OutgoingCongestion? _control;
    private SendAllocation? _allocation;
    private ushort _sequence;

    /// <summary>The transport-wide number of the packet that was sent last, before congestion control began.</summary>
    public ushort NewestSequence => _sequence;

    /// <summary>Whether video is numbered although its packets do not carry the number.</summary>
    public bool NumbersStreams { get; set; }

    /// <summary>What the packet that is being sent probes; null for media.</summary>
    public ProbePacket? Probe { get; set; }

    /// <summary>Bytes that a packet has on the wire beyond its RTP packet: protection, UDP or TCP, and IP.</summary>
    public int PacketOverhead { get; private set; }

    /// <summary>Congestion control begins.</summary>
    public void Start(OutgoingCongestion control, SendAllocation allocation)
    {
        _control = control;
        _allocation = allocation;
    }

    /// <summary>Kept, because each packet asks for it.</summary>
    public void UpdateOverhead() => PacketOverhead = path.WireOverhead + (path.Srtp?.RtpOverhead ?? 0);

    /// <summary>The number of a packet that leaves now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="plainLength">Bytes of the RTP packet.</param>
    /// <param name="isRtx">Whether it was sent before.</param>
    public ushort HandleNumbered(Timestamp now, int plainLength, bool isRtx)
    {
        if (_control is null)
        {
            return ++_sequence;
        }

        int bytes = plainLength + PacketOverhead;
        Count(now, bytes, isRtx);
        ushort sequence = _control.HandleSent(now, bytes, Probe, isRtx, out bool armsDeadline);
        if (armsDeadline)
        {
            congestion.ArmDeadline(now);
        }

        return sequence;
    }

    /// <summary>A packet without a number left: audio, or any packet of a peer that does not report numbers.</summary>
    public void HandleUnnumbered(Timestamp now, int bytes, in OutgoingRtp rtp)
    {
        if (!rtp.Stream.IsPaced || !_control!.IsEstimatedByReceiver)
        {
            HandleUntracked(now, bytes);
            return;
        }

        Count(now, bytes, rtp.IsRtx);
        if (_control.HandleUnnumbered(now, bytes))
        {
            congestion.ArmDeadline(now);
        }
    }

    /// <summary>A packet left again under its old number, whose arrival says nothing about delay any more.</summary>
    public void HandleRepeated(ushort number) => _control?.HandleRepeated(number);

    /// <summary>Something that has nothing to do with video left.</summary>
    public void HandleUntracked(Timestamp now, int bytes)
    {
        _control?.HandleUntracked(now, bytes);
        if (_pacer.IsLimiting)
        {
            _pacer.HandleSent(bytes);
        }
    }

    /// <summary>The number of a packet of the probation stream that leaves now; 0 when the peer does not report numbers.</summary>
    public ushort HandleProbation(Timestamp now, int bytes, in ProbePacket packet)
    {
        counters.CountProbeBytes(packet.Carrier, bytes);
        _pacer.HandleSent(bytes);
        if (_control!.IsEstimatedByReceiver)
        {
            _control.HandleUnnumbered(now, bytes);
            return 0;
        }

        return _control.HandleSent(now, bytes, packet, isResent: false, out _);
    }

    private void Count(Timestamp now, int bytes, bool isResent)
    {
        if (_pacer.IsLimiting)
        {
            _pacer.HandleSent(bytes);
        }

        if (Probe is { } probe)
        {
            counters.CountProbeBytes(probe.Carrier, bytes);
        }
        else if (isResent)
        {
            _allocation!.CountRetransmitted(now, bytes);
        }
    }
}
