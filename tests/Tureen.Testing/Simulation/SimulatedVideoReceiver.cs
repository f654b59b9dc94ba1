using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Testing.Simulation;

/// <summary>Receives simulated video strictly: every frame whole and in order, or a key frame after a loss.</summary>
internal sealed class SimulatedVideoReceiver(SimulatedStream stream)
{
    /// <summary>How long the receiver waits for a missing packet before it requests a key frame.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    private static readonly TimeSpan KeyFrameRequestInterval = TimeSpan.FromMilliseconds(300);

    private readonly NackGenerator _nack = new(NackGenerator.DefaultSendDelay);
    private readonly SortedDictionary<uint, ArrivingFrame> _frames = [];
    private readonly HashSet<ushort> _seen = [];
    private Timestamp _waitsSince = Timestamp.Never;
    private Timestamp _askedAt = Timestamp.Zero;

    public SimulatedStream Stream => stream;

    /// <summary>Numbers of the frames handed to the decoder, in order.</summary>
    public List<uint> Decoded { get; } = [];

    /// <summary>Frames that were skipped because a key frame came after them.</summary>
    public List<uint> Skipped { get; } = [];

    /// <summary>What a strict receiver must not see.</summary>
    public List<string> Violations { get; } = [];

    public int KeyFrameRequests { get; private set; }

    public int Duplicates { get; private set; }

    public Timestamp NextDeadline =>
        Timestamp.Min(_nack.NextDeadline, _waitsSince.IsNever ? Timestamp.Never : NextComplaint);

    private Timestamp NextComplaint
    {
        get
        {
            Timestamp patience = _waitsSince + Patience;
            Timestamp allowed = _askedAt + KeyFrameRequestInterval;
            return patience > allowed ? patience : allowed;
        }
    }

    public void HandleRtp(Timestamp now, in RtpPacket packet, SimulatedPeer peer)
    {
        if (packet.Ssrc == stream.RtxSsrc)
        {
            if (RtxPayload.TryRestore(packet, stream.PayloadType, stream.Ssrc, out RtpPacket original))
            {
                HandleMedia(now, original, isRecovered: true, peer);
            }
        }
        else if (packet.Ssrc == stream.Ssrc)
        {
            HandleMedia(now, packet, isRecovered: false, peer);
        }
    }

    public void HandleDeadline(Timestamp now, SimulatedPeer peer)
    {
        if (_nack.NextDeadline <= now)
        {
            _nack.HandleDeadline(now);
            SendNacks(peer);
        }

        if (!_waitsSince.IsNever && NextComplaint <= now)
        {
            AskForKeyFrame(now, peer);
        }
    }

    private void HandleMedia(Timestamp now, in RtpPacket packet, bool isRecovered, SimulatedPeer peer)
    {
        if (packet.PayloadType != stream.PayloadType || !SimulatedFrame.TryRead(packet.Payload, out SimulatedFrame frame))
        {
            Violations.Add($"packet {packet.SequenceNumber} is not of this stream");
            return;
        }

        _nack.HandlePacket(now, packet.SequenceNumber, frame.IsKey, isRecovered);
        SendNacks(peer);
        if (!_seen.Add(packet.SequenceNumber))
        {
            Duplicates++;
        }

        _seen.Remove((ushort)(packet.SequenceNumber - 0x4000));
        if (Decoded.Count > 0 && frame.Number <= Decoded[^1])
        {
            return;
        }

        if (!_frames.TryGetValue(frame.Number, out ArrivingFrame? arriving))
        {
            arriving = new ArrivingFrame(frame.IsKey, frame.Count);
            _frames.Add(frame.Number, arriving);
        }

        arriving.Packets.Add(frame.Index);
        Decode(now);
    }

    /// <summary>Hands out what is decodable: the next frame, or a key frame that makes the missing ones needless.</summary>
    private void Decode(Timestamp now)
    {
        bool isProgress = true;
        while (isProgress)
        {
            isProgress = false;
            foreach ((uint number, ArrivingFrame frame) in _frames)
            {
                bool isNext = Decoded.Count > 0 && number == Decoded[^1] + 1;
                if (frame.IsComplete && (isNext || frame.IsKey))
                {
                    Accept(number);
                    isProgress = true;
                    break;
                }
            }
        }

        _waitsSince = _frames.Count == 0 ? Timestamp.Never : _waitsSince.IsNever ? now : _waitsSince;
    }

    private void Accept(uint number)
    {
        uint expected = Decoded.Count == 0 ? number : Decoded[^1] + 1;
        for (uint skipped = expected; skipped < number; skipped++)
        {
            Skipped.Add(skipped);
        }

        foreach (uint old in _frames.Keys.TakeWhile(key => key <= number).ToArray())
        {
            _frames.Remove(old);
        }

        Decoded.Add(number);
        _waitsSince = Timestamp.Never;
    }

    private void SendNacks(SimulatedPeer peer)
    {
        ReadOnlySpan<ushort> requests = _nack.TakeRequests();
        if (!requests.IsEmpty)
        {
            Span<byte> rtcp = stackalloc byte[EngineLimits.MaxRtcpLength];
            int length = GenericNack.Write(rtcp, 1, stream.Ssrc, requests, out _);
            peer.SendRtcp(rtcp[..length]);
        }
    }

    private void AskForKeyFrame(Timestamp now, SimulatedPeer peer)
    {
        _askedAt = now;
        KeyFrameRequests++;
        Span<byte> rtcp = stackalloc byte[32];
        int length = new PictureLossIndication(1, stream.Ssrc).Write(rtcp);
        peer.SendRtcp(rtcp[..length]);
    }

    private sealed record ArrivingFrame(bool IsKey, int Count)
    {
        public HashSet<ushort> Packets { get; } = [];

        public bool IsComplete => Packets.Count == Count;
    }
}
