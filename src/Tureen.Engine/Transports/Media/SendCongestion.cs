using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>
/// Outgoing congestion control of one transport: begins with the first video consumer that negotiated transport-wide feedback, numbers what leaves, takes the peer's
/// reports, probes, and chooses the layers of all consumers from then on.
/// </summary>
internal sealed class SendCongestion(TransportCore transport, TransportMedia media, ITransportPath path)
{
    /// <summary>A maximum that is below what all consumers need would keep them from it.</summary>
    private const double NeedMargin = 1.1;

    private readonly List<ConsumerCore> _before = [];
    private readonly SendTraces _traces = new(transport);
    private OutgoingCongestion? _control;
    private SendAllocation? _allocation;
    private ProbationStream? _probation;
    private DesiredBitrate _desired = new(Bitrate.Zero);
    private AvailableBitrateNotice _notice;
    private Bitrate _initial = new(600_000);
    private ResendBudget _resends = new();
    private ushort _sequence;

    /// <summary>What the packet that is being sent probes; null for media.</summary>
    private ProbePacket? _probe;
    private bool _isRunning;
    private bool _isRaised;
    private bool _isHeldBack;
    private Timestamp _deadline = Timestamp.Never;

    /// <summary>Whether the layers of consumers are chosen here.</summary>
    public bool IsManaging => _control is not null;

    public OutgoingCongestion? Control => _control;

    public ProbationStream? Probation => _probation;

    public DesiredBitrate Desired => _desired;

    /// <summary>Available at the beginning.</summary>
    public void SetInitial(Bitrate initial) => _initial = initial;

    public Timestamp NextDeadline => transport.IsConnected ? Timestamp.Min(_deadline, Pacer.NextRelease) : Timestamp.Never;

    /// <summary>Lets video wait where it exceeds what the path takes at once.</summary>
    public Pacer Pacer { get; } = new(transport, media);

    /// <summary>Between which bitrates the application wants it to send.</summary>
    public OutgoingBitrateLimits Limits { get; } = new();

    /// <summary>Bytes that a packet has on the wire beyond its RTP packet: protection, UDP or TCP, and IP.</summary>
    public int PacketOverhead { get; private set; }

    public void AddConsumer(Timestamp now, ConsumerCore consumer, IDatagramSink sink)
    {
        // Between servers the network is the operator's, and inside a program there is none.
        bool canBegin = _control is null && transport.Type is (TransportType.WebRtc or TransportType.Plain);
        if (canBegin && IsManageable(consumer))
        {
            Start(now, consumer);
        }

        if (_allocation is null)
        {
            _before.Add(consumer);
            return;
        }

        _allocation.Add(consumer);
        HandleNeed(now, isRaised: true, sink);
    }

    public void RemoveConsumer(ConsumerCore consumer)
    {
        _before.Remove(consumer);
        _allocation?.Remove(consumer);
    }

    /// <summary>The number of a packet that leaves now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="plainLength">Bytes of the RTP packet.</param>
    /// <param name="isRtx">Whether it was sent before.</param>
    public ushort HandleSent(Timestamp now, int plainLength, bool isRtx)
    {
        if (_control is null)
        {
            return ++_sequence;
        }

        int bytes = plainLength + PacketOverhead;
        if (Pacer.IsLimiting)
        {
            Pacer.HandleSent(bytes);
        }

        if (_probe is { } probe)
        {
            transport.Context.Counters.Congestion.CountProbeBytes(probe.Carrier, bytes);
        }
        else if (isRtx)
        {
            _allocation!.CountRetransmitted(now, bytes);
        }

        ushort sequence = _control.HandleSent(now, bytes, _probe, isRtx, out bool armsDeadline);
        if (armsDeadline)
        {
            ArmDeadline(now);
        }

        return sequence;
    }

    /// <summary>Keeps a packet that exceeds what the path takes at once; false when it leaves now.</summary>
    public bool TryHold(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink) => _probe is null && Pacer.TryHold(now, rtp, sink);

    /// <summary>Whether the path may take a packet that was sent before.</summary>
    public bool TryTakeResend(Timestamp now, int length) => _control is null || _resends.TryTake(now, length, _control.State, _control.Available);

    /// <summary>Something without a number left.</summary>
    public void HandleUntracked(Timestamp now, int bytes)
    {
        _control?.HandleUntracked(now, bytes);
        if (Pacer.IsLimiting)
        {
            Pacer.HandleSent(bytes);
        }
    }

    /// <summary>Whether a report of the peer is to be read at all.</summary>
    public bool TryTakeReport(Timestamp now) => _control?.TryTakeReport(now) == true;

    public void HandleFeedback(Timestamp now, in TransportWideFeedback report, IDatagramSink sink)
    {
        if (_control is not null)
        {
            _control.HandleFeedback(now, report);
            _allocation!.HandleFeedback(now, sink);
            CarryOut(now, sink);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_control is null)
        {
            return;
        }

        if (Pacer.NextRelease <= now)
        {
            Pacer.Release(now, sink);
            if (now < _deadline)
            {
                return;
            }
        }

        _control.HandleDeadline(now);

        // A probe goes on when no media waits that could take its place.
        while (Pacer.Count == 0 && _control.TryTakePacket(now, _allocation!.HasRtx, out ProbePacket packet) && TrySendProbe(now, packet, sink))
        {
        }

        _allocation!.HandleDeadline(now, sink);
        if (_allocation.NextRun <= now)
        {
            Allocate(now, isCut: false, sink);
        }

        CarryOut(now, sink);
    }

    /// <summary>The number of a probe that leaves now.</summary>
    public ushort HandleProbeSent(Timestamp now, int bytes, in ProbePacket packet)
    {
        _traces.RaiseProbation(now);
        transport.Context.Counters.Congestion.CountProbeBytes(packet.Carrier, bytes);
        Pacer.HandleSent(bytes);
        return _control!.HandleSent(now, bytes, packet, isResent: false, out _);
    }

    public void HandlePathChanged(Timestamp now, IDatagramSink sink)
    {
        if (_control is not null)
        {
            _control.HandlePathChanged(now);
            CarryOut(now, sink);
        }
    }

    /// <summary>The path has become usable, or is not usable any more.</summary>
    public void HandleConnected(Timestamp now, bool isConnected)
    {
        if (!isConnected)
        {
            Pacer.Clear();
        }
        else if (_control is not null)
        {
            _control.HandleStall(now);
            ArmDeadline(now);
        }
    }

    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMaximum(Timestamp now, long bitsPerSecond, IDatagramSink sink)
    {
        Limits.SetMaximum(bitsPerSecond);
        HandleLimits(now, sink);
    }

    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMinimum(Timestamp now, long bitsPerSecond, IDatagramSink sink)
    {
        Limits.SetMinimum(bitsPerSecond);
        HandleLimits(now, sink);
    }

    /// <summary>Fills in what the transport reports about the path to its peer.</summary>
    public TransportStats Describe(TransportStats stats, Timestamp now) => stats with
    {
        AvailableOutgoingBitrate = _control?.Available.Bitrate.BitsPerSecond,
        RtpPacketLossSent = _control?.ReportedLoss,
        ProbationBytesSent = _probation?.BytesSent ?? 0,
        ProbationSendBitrate = _probation?.GetBitrate(now) ?? 0,
    };

    /// <summary>The transport closes.</summary>
    public void Close() => _traces.Close();

    /// <summary>What is known and was decided; null before it began.</summary>
    public CongestionDump? Dump(Timestamp now) => _control is null ? null : CongestionReport.Create(now, _control, _allocation!, Pacer);

    /// <summary>A consumer wants other layers, or can have others.</summary>
    public void HandleNeed(Timestamp now, bool isRaised, IDatagramSink sink)
    {
        if (_control is null || _isRunning)
        {
            return;
        }

        // Many consumers may need something in the same moment, and a choice looks at all of them.
        _isRaised |= isRaised;
        if (_allocation!.TryPostpone(now))
        {
            ArmDeadline(now);
            return;
        }

        Allocate(now, isCut: false, sink);
        CarryOut(now, sink);
    }

    private static bool IsManageable(ConsumerCore consumer) =>
        consumer.Kind == MediaKind.Video
        && consumer.Options.RtpParameters.HeaderExtensions.Exists(static extension => extension.Uri == RtpHeaderExtensionUri.TransportWideCc)
        && consumer.Options.RtpParameters.Codecs.Exists(static codec => codec.RtcpFeedback.Exists(static feedback => feedback.Type == "transport-cc"));

    private static int GetExtensionId(ConsumerCore consumer, string uri) =>
        consumer.Options.RtpParameters.HeaderExtensions.Find(extension => extension.Uri == uri)?.Id ?? 0;

    private void Start(Timestamp now, ConsumerCore consumer)
    {
        _control = new OutgoingCongestion(now, new OutgoingCongestionOptions
        {
            Initial = _initial,
            NewestSequence = _sequence,
            Counters = transport.Context.Counters.Congestion,
        });
        _allocation = new SendAllocation(_control);
        _desired = new DesiredBitrate(_control.Available.Bitrate);
        _notice = new AvailableBitrateNotice(_control.Available.Bitrate);
        _probation = new ProbationStream(
            transport.Context.Random,
            GetExtensionId(consumer, RtpHeaderExtensionUri.AbsSendTime),
            GetExtensionId(consumer, RtpHeaderExtensionUri.TransportWideCc));
        foreach (ConsumerCore earlier in _before)
        {
            _allocation.Add(earlier);
        }

        _before.Clear();
    }

    private void Allocate(Timestamp now, bool isCut, IDatagramSink sink)
    {
        _isRunning = true;
        UpdateOverhead();
        UpdateLimits(now);
        bool isRaised = _isRaised;
        _isRaised = false;
        _allocation!.Run(now, isCut, isRaised, PacketOverhead, sink);
        _isRunning = false;
    }

    private void UpdateLimits(Timestamp now)
    {
        _desired.Update(now, _allocation!.GetDesiredBitrate(now), Limits.Maximum);
        double maximum = Math.Max(_desired.Maximum, NeedMargin * _allocation.TopNeed);
        _control!.SetLimits(now, Limits.Minimum, Limits.Maximum > 0 ? Limits.Maximum : double.MaxValue, maximum);
    }

    private bool TrySendProbe(Timestamp now, in ProbePacket packet, IDatagramSink sink)
    {
        if (packet.Carrier == ProbeCarrier.Probation)
        {
            media.SendProbe(now, packet, _probation!, sink);
            return true;
        }

        _probe = packet;
        bool isSent = _allocation!.TrySendDuplicate(now, sink);
        _probe = null;
        return isSent;
    }

    private void HandleLimits(Timestamp now, IDatagramSink sink)
    {
        if (_control is not null)
        {
            UpdateLimits(now);
            CarryOut(now, sink);
        }
    }

    private void CarryOut(Timestamp now, IDatagramSink sink)
    {
        if (_isRunning)
        {
            return;
        }

        CongestionEffects effects = _control!.TakeEffects();
        if ((effects & CongestionEffects.VideoPause) != CongestionEffects.None)
        {
            HoldVideoBack(now, _control.IsVideoPaused, sink);
        }

        if ((effects & CongestionEffects.Reallocate) != CongestionEffects.None)
        {
            Allocate(now, (effects & CongestionEffects.Cut) != CongestionEffects.None, sink);
        }

        if ((effects & CongestionEffects.NewPicture) != CongestionEffects.None)
        {
            _allocation!.RequestPictures(now, sink);
        }

        if (_notice.TryTake(now, _control.Available.Bitrate))
        {
            _traces.RaiseAvailable(now, _control.Available.Bitrate.BitsPerSecond, Limits.Minimum, _desired);
        }

        Pacer.SetLimit(now, _control.GetPacing(now));
        ArmDeadline(now);
    }

    /// <summary>Kept, because each packet asks for it.</summary>
    private void UpdateOverhead() => PacketOverhead = path.WireOverhead + (path.Srtp?.RtpOverhead ?? 0);

    private void ArmDeadline(Timestamp now)
    {
        UpdateOverhead();
        Timestamp control = _control!.GetDeadline(now, _allocation!.HasRtx);
        control = Pacer.Count > 0 && control <= now ? Pacer.NextRelease : control;
        _deadline = Timestamp.Min(Timestamp.Min(control, _allocation.NextRun), _allocation.DrainedAt);
        transport.ArmDeadline();
        _traces.HandleState(now, _control.State, _allocation.IsLimited, _control.Available.Bitrate);
    }

    private void HoldVideoBack(Timestamp now, bool isHeldBack, IDatagramSink sink)
    {
        if (_isHeldBack == isHeldBack)
        {
            return;
        }

        _isHeldBack = isHeldBack;
        _isRunning = true;
        foreach (ConsumerCore consumer in _allocation!.Consumers)
        {
            if (consumer.Kind == MediaKind.Video)
            {
                consumer.SetHeldBack(now, isHeldBack, sink);
            }
        }

        _isRunning = false;
    }
}
