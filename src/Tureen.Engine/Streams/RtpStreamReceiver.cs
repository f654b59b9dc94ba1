using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>One stream that a producer receives: validates its packets, requests missing ones, measures and reports it.</summary>
/// <remarks>
/// After each call the owner takes what is to be done: <see cref="TryWriteNack"/>, <see cref="TakeKeyFrameRequired"/>,
/// <see cref="TakeScoreChanged()"/>, <see cref="TakeLayerActivityChanged"/>.
/// </remarks>
internal sealed partial class RtpStreamReceiver
{
    /// <summary>How long a stream may be silent before its score falls to 0.</summary>
    public static readonly TimeSpan InactivityTimeout = TimeSpan.FromMilliseconds(1500);

    /// <summary>The same for a codec that sends nothing during silence.</summary>
    public static readonly TimeSpan InactivityTimeoutWithDtx = TimeSpan.FromMilliseconds(5000);

    private static readonly TimeSpan RateWindow = TimeSpan.FromMilliseconds(2500);
    private static readonly TimeSpan RateWindowWithDtx = TimeSpan.FromMilliseconds(6000);

    private readonly ReceptionCounter _reception;
    private readonly NackGenerator? _nack;
    private readonly NackWriter? _nacks;
    private readonly LayerDataCounters _layers;
    private readonly LayerActivity _activity;
    private readonly ReceivedScore _score;
    private readonly StreamReceptionReports _reports;
    private readonly KeyFrameRequestWriter _keyFrameRequests;
    private InactivityTimer _inactivity;
    private JitterEstimator _jitter;
    private HighestTimestamp _highest;
    private RepairCounter _repairs;
    private RtxStreamReceiver? _rtx;

    /// <param name="now">The current instant.</param>
    /// <param name="parameters">What is received.</param>
    /// <param name="hasInactivityCheck">Whether silence makes it inactive.</param>
    /// <param name="isPaused">Whether the producer is paused.</param>
    /// <param name="run">The first <see cref="Run"/>: another one than that of a stream whose place it takes.</param>
    public RtpStreamReceiver(Timestamp now, RtpStreamParameters parameters, bool hasInactivityCheck, bool isPaused = false, ushort run = 0)
    {
        Run = run;
        Parameters = parameters;
        Codec = parameters.Codec;
        _highest = new HighestTimestamp(parameters.ClockRate);
        _reception = new ReceptionCounter(new RestartDetector(parameters.ClockRate, parameters.IsVideo));
        _reports = new StreamReceptionReports(_reception, parameters);
        _keyFrameRequests = new KeyFrameRequestWriter(parameters);
        _score = new ReceivedScore(now);
        _layers = new LayerDataCounters(
            parameters.SpatialLayers, parameters.TemporalLayers, parameters.UseDtx ? RateWindowWithDtx : RateWindow);
        _activity = new LayerActivity(_layers);
        TimeSpan timeout = parameters.UseDtx ? InactivityTimeoutWithDtx : InactivityTimeout;
        _inactivity = new InactivityTimer(hasInactivityCheck ? timeout : null);
        if (parameters.UseNack)
        {
            _nack = new NackGenerator(NackGenerator.DefaultSendDelay);
            _nacks = new NackWriter(_nack, parameters.Ssrc);
        }

        IsPaused = isPaused;
        if (parameters.HasRtx)
        {
            AttachRtx(parameters.RtxPayloadType, parameters.RtxSsrc);
        }

        StartTimers(now);
    }

    public RtpStreamParameters Parameters { get; }

    public MediaCodec Codec { get; }

    public bool IsPaused { get; private set; }

    /// <summary>Whether no packet came for the inactivity timeout.</summary>
    public bool IsInactive => _inactivity.IsInactive;

    public int Score => _score.Value;

    /// <summary>How often the source began anew, modulo 2^16. The sequence numbers of two runs are unrelated.</summary>
    public ushort Run { get; private set; }

    /// <summary>Bitrates by layer.</summary>
    public LayerDataCounters Layers => _layers;

    /// <summary>The highest sequence number.</summary>
    public ushort MaxSequence => _reception.MaxSequence;

    /// <summary>The highest RTP timestamp, and when it was seen.</summary>
    public uint MaxTimestamp => _highest.Value;

    public Timestamp MaxTimestampAt => _highest.At;

    public TimeSpan ActiveFor(Timestamp now) => _score.ActiveFor(now);

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Min(_inactivity.DueAt, _activity.DueAt);
            return _nack is null ? next : Timestamp.Min(_nack.NextDeadline, next);
        }
    }

    /// <summary>Names the RTX stream, once it is known.</summary>
    public void AttachRtx(byte payloadType, uint ssrc)
    {
        Parameters.RtxPayloadType = payloadType;
        Parameters.RtxSsrc = ssrc;
        _rtx = new RtxStreamReceiver(payloadType, ssrc);
    }

    /// <summary>
    /// Finds the place of a packet, or of one that RTX restored, in the sequence; false when it has none and must not be forwarded.
    /// </summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packet">The packet, which this stream has not seen before.</param>
    /// <param name="isRecovered">It came by RTX.</param>
    /// <param name="isLate">Packets with higher numbers came before.</param>
    public bool TryTrack(Timestamp now, in RtpPacket packet, bool isRecovered, out bool isLate)
    {
        SequenceVerdict verdict = _reception.Handle(packet.SequenceNumber, packet.Timestamp, isRecovered);
        isLate = verdict == SequenceVerdict.Misordered;
        if (verdict == SequenceVerdict.Rejected)
        {
            return false;
        }

        if (verdict == SequenceVerdict.Restarted)
        {
            BeginRun();
        }

        _highest.Handle(now, packet.Timestamp, verdict);
        return true;
    }

    /// <summary>Takes a packet of the stream itself that was tracked.</summary>
    public void HandlePacket(Timestamp now, in RtpPacket packet, bool isKeyFrame, int spatialLayer = 0, int temporalLayer = 0)
    {
        // 1. Gaps. Without RTX, a packet that fills a requested gap is a retransmission.
        if (_nack is not null && !IsPaused
            && _nack.HandlePacket(now, packet.SequenceNumber, isKeyFrame, isRecovered: false)
            && _rtx is null)
        {
            _repairs.CountRetransmitted();
            _repairs.CountRepaired();
        }

        // 2. Measurements. A packet of padding alone says nothing of the media.
        if (!IsPaused)
        {
            _jitter.Handle(now, packet.Timestamp, Parameters.ClockRate);
        }

        _reception.CountReceived();
        CountMedia(now, in packet, spatialLayer, temporalLayer);
    }

    /// <summary>
    /// Restores in place what a retransmission repeats; false when it does not belong to this stream or repeats nothing.
    /// The bytes of <paramref name="rtx"/> are no longer a packet afterwards.
    /// </summary>
    public bool TryRestore(in RtpPacket rtx, out RtpPacket original)
    {
        original = default;
        return _nack is not null
            && _rtx is not null
            && rtx.PayloadType == _rtx.PayloadType
            && _rtx.TryHandle(rtx.SequenceNumber)
            && RtxPayload.TryRestore(rtx, Parameters.PayloadType, Parameters.Ssrc, out original);
    }

    /// <summary>Takes a restored packet that was tracked; false when nobody missed it.</summary>
    public bool HandleRtxPacket(
        Timestamp now, in RtpPacket original, bool isKeyFrame, int spatialLayer = 0, int temporalLayer = 0)
    {
        _repairs.CountRetransmitted();
        if (_nack is null || !_nack.HandlePacket(now, original.SequenceNumber, isKeyFrame, isRecovered: true))
        {
            return false;
        }

        if (!original.Payload.IsEmpty)
        {
            _repairs.CountRepaired();
            CountMedia(now, in original, spatialLayer, temporalLayer);
        }

        return true;
    }

    public void HandleDeadline(Timestamp now)
    {
        _nack?.HandleDeadline(now);
        if (_inactivity.HandleDeadline(now))
        {
            _score.HandleInactive(now);
        }

        _activity.HandleDeadline(now);
    }

    public void Pause()
    {
        IsPaused = true;
        _inactivity.Stop();
        _activity.Stop();
        _nack?.Reset();
        _jitter.Reset();
    }

    public void Resume(Timestamp now)
    {
        IsPaused = false;
        StartTimers(now);
    }

    private void StartTimers(Timestamp now)
    {
        if (IsPaused)
        {
            return;
        }

        if (!IsInactive)
        {
            _inactivity.Restart(now);
        }

        _activity.Start(now);
    }

    /// <summary>The source began anew: missing packets will not come any more, and its clock may be another.</summary>
    private void BeginRun()
    {
        Run++;
        _nack?.Reset();
        _nacks?.Clear();
        _jitter.Restart();
        _reports.BeginRun();
        CaptureTime?.Restart();
    }

    private void CountMedia(Timestamp now, in RtpPacket packet, int spatialLayer, int temporalLayer)
    {
        if (packet.Payload.IsEmpty)
        {
            return;
        }

        _layers.Update(now, packet.Bytes.Length, hasPayload: true, spatialLayer, temporalLayer);
        if (_inactivity.TryWake())
        {
            _score.HandleActive(now);
        }

        if (!IsPaused)
        {
            _inactivity.Restart(now);
        }
    }
}
