using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>One video that a receiver watches: what it can decode, what it requests again, and when the picture stands still.</summary>
internal sealed class ReceivedVideo(uint ssrc, uint rtxSsrc, byte payloadType)
{
    /// <summary>How long undecodable frames wait before a key frame is requested.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    private readonly NackGenerator _nack = new(NackGenerator.DefaultSendDelay);
    private readonly FrameBuffer _frames = new();

    public uint Ssrc => ssrc;

    public uint RtxSsrc => rtxSsrc;

    public ReceivedStream Stream { get; } = new(ssrc);

    public FreezeWatch Freezes { get; } = new();

    /// <summary>When the picture changed, by what kind of frame.</summary>
    public List<Timestamp> Pictures { get; } = [];

    /// <summary>Sequence numbers that were requested again.</summary>
    public HashSet<ushort> Requested { get; } = [];

    public int KeyFrameRequests { get; private set; }

    public Timestamp NextDeadline =>
        Timestamp.Min(_nack.NextDeadline, _frames.WaitsSince.IsNever ? Timestamp.Never : _frames.WaitsSince + Patience);

    public void HandleMedia(Timestamp now, in RtpPacket packet, TimeSpan roundTripTime)
    {
        Stream.HandlePacket(packet.SequenceNumber);
        HandlePacket(now, packet, isRecovered: false, roundTripTime);
    }

    public void HandleRetransmission(Timestamp now, in RtpPacket packet, TimeSpan roundTripTime)
    {
        if (RtxPayload.TryRestore(packet, payloadType, ssrc, out RtpPacket original))
        {
            HandlePacket(now, original, isRecovered: true, roundTripTime);
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        if (_nack.NextDeadline <= now)
        {
            _nack.HandleDeadline(now);
        }
    }

    /// <summary>The sequence numbers to request now.</summary>
    public ReadOnlySpan<ushort> TakeRequests()
    {
        ReadOnlySpan<ushort> requests = _nack.TakeRequests();
        foreach (ushort request in requests)
        {
            Requested.Add(request);
        }

        return requests;
    }

    /// <summary>Whether to request a key frame now.</summary>
    public bool TakeKeyFrameRequest(Timestamp now)
    {
        bool isStuck = !_frames.WaitsSince.IsNever && _frames.WaitsSince + Patience <= now;
        if (!isStuck)
        {
            return false;
        }

        _frames.Restart(now);
        KeyFrameRequests++;
        return true;
    }

    private void HandlePacket(Timestamp now, in RtpPacket packet, bool isRecovered, TimeSpan roundTripTime)
    {
        if (!MediaTag.TryRead(packet.Payload, out MediaTag tag))
        {
            return;
        }

        _nack.RoundTripTime = roundTripTime;
        _nack.HandlePacket(now, packet.SequenceNumber, tag.IsKey, isRecovered);
        foreach (uint _ in _frames.Add(now, packet.Timestamp, tag))
        {
            Freezes.HandleFrame(now);
            Pictures.Add(now);
        }
    }
}
