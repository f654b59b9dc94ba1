using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>
/// Outgoing congestion control of one transport: begins with the first video consumer that negotiated transport-wide feedback or REMB, numbers what leaves, takes the
/// peer's reports, probes, and chooses the layers of all consumers from then on.
/// </summary>
internal sealed class SendCongestion : ISentStreams
{
    /// <summary>A maximum that is below what all consumers need would keep them from it.</summary>
    private const double NeedMargin = 1.1;

    private readonly TransportCore _transport;
    private readonly TransportMedia _media;
    private readonly ITransportPath _path;
    private readonly List<ConsumerCore> _before = [];
    private readonly SendTraces _traces;
    private OutgoingCongestion? _control;
    private SendAllocation? _allocation;
    private ProbationStream? _probation;
    private DesiredBitrate _desired = new(Bitrate.Zero);
    private AvailableBitrateNotice _notice;
    private Bitrate _initial = new(600_000);
    private ResendBudget _resends = new();
    private bool _isRunning;
    private bool _isRaised;
    private Timestamp _deadline = Timestamp.Never;

    public SendCongestion(TransportCore transport, TransportMedia media, ITransportPath path)
    {
        _transport = transport;
        _media = media;
        _path = path;
        _traces = new SendTraces(transport);
        Pacer = new Pacer(transport, media);
        Sent = new SentTraffic(this, transport.Context.Counters.Congestion, path);
    }

    /// <summary>Whether the layers of consumers are chosen here.</summary>
    public bool IsManaging => _control is not null;

    public OutgoingCongestion? Control => _control;

    public DesiredBitrate Desired => _desired;

    /// <summary>Available at the beginning.</summary>
    public void SetInitial(Bitrate initial) => _initial = initial;

    public Timestamp NextDeadline => _transport.IsConnected ? Timestamp.Min(_deadline, Pacer.NextRelease) : Timestamp.Never;

    /// <summary>Lets video wait where it exceeds what the path takes at once.</summary>
    public Pacer Pacer { get; }

    /// <summary>Counts what leaves.</summary>
    public SentTraffic Sent { get; }

    /// <summary>Between which bitrates the application wants it to send.</summary>
    public OutgoingBitrateLimits Limits { get; } = new();

    public void AddConsumer(Timestamp now, ConsumerCore consumer, IDatagramSink sink)
    {
        // Between servers the network is the operator's, and inside a program there is none.
        bool canBegin = _control is null && _transport.Type is (TransportType.WebRtc or TransportType.Plain);
        if (canBegin && FeedbackNegotiation.TryFind(consumer, out PathFeedback feedback))
        {
            Start(now, consumer, feedback);
        }

        if (_allocation is null)
        {
            _before.Add(consumer);
            return;
        }

        Take(consumer);
        HandleNeed(now, isRaised: true, sink);
    }

    public void RemoveConsumer(ConsumerCore consumer)
    {
        _before.Remove(consumer);
        _allocation?.Remove(consumer);
    }

    /// <summary>Keeps a packet that exceeds what the path takes at once; false when it leaves now.</summary>
    public bool TryHold(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink) => Sent.Probe is null && Pacer.TryHold(now, rtp, sink);

    /// <summary>Whether the path may take a packet that was sent before.</summary>
    public bool TryTakeResend(Timestamp now, int length) => _control is null || _resends.TryTake(now, length, _control.State, _control.Available);

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

    /// <summary>The same by RTP sequence numbers, after <see cref="TryTakeReport"/>.</summary>
    public void HandleFeedback(Timestamp now, in CongestionControlFeedback report, IDatagramSink sink)
    {
        _control!.HandleFeedback(now, report, this);
        _allocation!.HandleFeedback(now, sink);
        CarryOut(now, sink);
    }

    /// <inheritdoc/>
    public SentStamps? FindStamps(uint ssrc) =>
        ssrc == ProbationPacket.Ssrc ? _probation?.Stream.Stamps : _media.ConsumerTable.FindStream(ssrc)?.Stamps;

    /// <summary>What the peer estimates, which counts where it reports nothing better.</summary>
    public void HandleEstimate(Timestamp now, Bitrate estimate, IDatagramSink sink)
    {
        if (_control is { IsEstimatedByReceiver: true } && _control.TryTakeReport(now))
        {
            _control.HandleEstimate(now, estimate);
            CarryOut(now, sink);
        }
    }

    /// <summary>What the peer reports of a video stream.</summary>
    public void HandleReception(Timestamp now, in ReportBlock report, IDatagramSink sink)
    {
        if (_control is { IsEstimatedByReceiver: true })
        {
            _control.HandleReception(now, report);
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

        if (_path.IsStream)
        {
            _control.HandleBacklog(now, _path.GetBacklog(sink));
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

    private void Start(Timestamp now, ConsumerCore consumer, PathFeedback feedback)
    {
        _control = new OutgoingCongestion(now, new OutgoingCongestionOptions
        {
            Initial = _initial,
            IsEstimatedByReceiver = feedback == PathFeedback.ReceiverEstimate,
            NewestSequence = Sent.NewestSequence,
            Counters = _transport.Context.Counters.Congestion,
        });
        _allocation = new SendAllocation(_control);
        Sent.Start(_control, _allocation);
        Sent.NumbersStreams = feedback == PathFeedback.Streams;
        _desired = new DesiredBitrate(_control.Available.Bitrate);
        _notice = new AvailableBitrateNotice(_control.Available.Bitrate);
        _probation = new ProbationStream(
            _transport.Context.Random,
            FeedbackNegotiation.GetExtensionId(consumer.Options.RtpParameters, RtpHeaderExtensionUri.AbsSendTime),
            FeedbackNegotiation.GetExtensionId(consumer.Options.RtpParameters, RtpHeaderExtensionUri.TransportWideCc));
        _probation.Stream.Stamps = Sent.NumbersStreams ? new SentStamps(SentStamps.CapacityOfReports) : null;
        foreach (ConsumerCore earlier in _before)
        {
            Take(earlier);
        }

        _before.Clear();
    }

    private void Take(ConsumerCore consumer)
    {
        _allocation!.Add(consumer);

        _probation!.IsUnknownToPeer |= consumer.Options.ReceiverNumbers is not null;
        if (Sent.NumbersStreams && consumer.Kind == MediaKind.Video)
        {
            foreach (OutgoingStream stream in consumer.OutgoingStreams)
            {
                stream.Stamps ??= new SentStamps(consumer.HasRtx ? SentStamps.CapacityOfReports : SentStamps.CapacityOfRepeats);
            }
        }
    }

    private void Allocate(Timestamp now, bool isCut, IDatagramSink sink)
    {
        _isRunning = true;
        Sent.UpdateOverhead();
        UpdateLimits(now);
        bool isRaised = _isRaised;
        _isRaised = false;
        _allocation!.Run(now, isCut, isRaised, Sent.PacketOverhead, sink);
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
        if (packet.Carrier == ProbeCarrier.Probation && !_probation!.IsUnknownToPeer)
        {
            _traces.RaiseProbation(now);
            _media.SendProbe(now, packet, _probation, sink);
            return true;
        }

        Sent.Probe = packet;
        bool isSent = _allocation!.TrySendDuplicate(now, sink);
        Sent.Probe = null;
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
            _isRunning = true;
            _allocation!.HoldVideoBack(now, _control.IsVideoPaused, sink);
            _isRunning = false;
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
            _traces.RaiseAvailable(now, _control, Limits.Minimum, _desired);
        }

        Pacer.SetLimit(now, _control.GetPacing(now));
        ArmDeadline(now);
    }

    /// <summary>Something moved a deadline.</summary>
    public void ArmDeadline(Timestamp now)
    {
        Sent.UpdateOverhead();
        _control!.SetStream(_path.IsStream);
        Timestamp control = _control.GetDeadline(now, _allocation!.HasRtx);
        control = Pacer.Count > 0 && control <= now ? Pacer.NextRelease : control;
        _deadline = Timestamp.Min(Timestamp.Min(control, _allocation.NextRun), _allocation.DrainedAt);
        _transport.ArmDeadline();
        _traces.HandleState(now, _control.State, _allocation.IsLimited, _control.Available.Bitrate);
    }
}
