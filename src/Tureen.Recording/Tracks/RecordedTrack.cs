using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Recording.Frames;
using Tureen.Recording.Settings;
using Tureen.Recording.Timing;

namespace Tureen.Recording.Tracks;

/// <summary>What one producer sends: packets in, frames with their places out.</summary>
/// <param name="kind">Audio or video.</param>
/// <param name="codecs">What it may send, by payload types.</param>
/// <param name="repairWindow">How long a missing packet is waited for.</param>
internal sealed class RecordedTrack(MediaKind kind, IReadOnlyList<RtpCodecParameters> codecs, TimeSpan repairWindow)
{
    private readonly PacketWindow _window = new(repairWindow);
    private readonly Queue<TrackFrame> _held = [];
    private readonly List<EncodedFrame> _frames = [];
    private FrameAssembler? _assembler;
    private TrackClock? _clock;
    private TrackFrame? _head;
    private int _payloadType = -1;
    private Timestamp? _firstAt;
    private long _droppedBefore;

    public MediaKind Kind => kind;

    /// <summary>As it is sent at present; null before the first packet of a codec that files can have.</summary>
    public RtpCodecParameters? Codec { get; private set; }

    /// <summary>How its codec is recorded.</summary>
    public RecordedCodec? Format { get; private set; }

    /// <summary>When its last packet came.</summary>
    public Timestamp LastAt { get; private set; }

    /// <summary>Bytes of frames that wait.</summary>
    public long HeldBytes { get; private set; }

    public bool HasHeld => NextHeld is not null;

    /// <summary>The next of the frames that wait, which may not have its place yet; null when none does.</summary>
    public TrackFrame? NextHeld => _head ?? (_held.TryPeek(out TrackFrame? next) ? next : null);

    /// <summary>Nothing comes before a key frame.</summary>
    public bool NeedsKeyFrame => _assembler is { NeedsKeyFrame: true };

    public long LostPackets => _window.Lost;

    public long LatePackets => _window.Late;

    public long DroppedFrames => _droppedBefore + (_assembler?.Dropped ?? 0);

    /// <summary>Nothing more comes.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Takes a packet; the caller has nothing more to do with it.</summary>
    public void Add(in MediaPacket packet)
    {
        LastAt = packet.ReceivedAt;
        _window.Add(packet);
    }

    /// <summary>Makes frames of the packets that are in order.</summary>
    /// <param name="now">The time; <see cref="Timestamp.Never"/> to wait for no repair.</param>
    public void Advance(Timestamp now)
    {
        while (_window.TryTake(now, out MediaPacket packet, out bool isAfterGap))
        {
            Read(packet, isAfterGap);
            packet.Free();
        }
    }

    /// <summary>Nothing more comes: what is missing is given up.</summary>
    public void End()
    {
        Advance(Timestamp.Never);
        HasEnded = true;
    }

    /// <summary>Its first frames wait for the clock of the sender.</summary>
    public bool IsUnsettled(Timestamp now) =>
        HasHeld && _clock is { IsSettled: false } && _firstAt is { } first && now - first < RecordingLimits.MaxClockWait;

    /// <summary>The next frame and its place, which stays until <see cref="Take"/>; null when there is none.</summary>
    public TrackFrame? Peek()
    {
        if (_head is null && _held.TryDequeue(out TrackFrame? next))
        {
            _head = next with { At = _clock!.Place(next.Frame.RtpTimestamp, next.Frame.ReceivedAt, next.Frame.CapturedAt) };
        }

        return _head;
    }

    /// <summary>Takes the frame of <see cref="Peek"/>.</summary>
    public TrackFrame Take()
    {
        TrackFrame frame = _head!;
        _head = null;
        HeldBytes -= frame.Frame.Data.Length;
        return frame;
    }

    private void Read(in MediaPacket packet, bool isAfterGap)
    {
        if (packet.PayloadType != _payloadType)
        {
            Switch(packet.PayloadType);
        }

        if (_assembler is null)
        {
            return;
        }

        _firstAt ??= packet.ReceivedAt;
        _assembler.Add(packet, isAfterGap, _frames);
        foreach (EncodedFrame frame in _frames)
        {
            _clock!.Learn(frame.RtpTimestamp, frame.CapturedAt);
            _held.Enqueue(new TrackFrame(this, Format!, Codec!, frame, Timestamp.Zero));
            HeldBytes += frame.Data.Length;
        }

        _frames.Clear();
    }

    /// <summary>The sender uses another codec from here on.</summary>
    private void Switch(int payloadType)
    {
        _payloadType = payloadType;
        _droppedBefore += _assembler?.Dropped ?? 0;
        Codec = codecs.FirstOrDefault(codec => codec.PayloadType == payloadType);
        Format = Codec is null ? null : RecordedCodec.Find(Codec.MimeType);
        _assembler = Format is null ? null : new FrameAssembler(Format.Create(Codec!));
        _clock ??= Codec is null ? null : new TrackClock(Codec.ClockRate);
    }
}
