using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Engine.Transports.Mirror;

namespace Tureen.Engine.Transports.Media;

/// <summary>The media of a transport: its producers and consumers, their SSRCs, and the paths of RTP and RTCP.</summary>
internal sealed class TransportMedia : IMediaTransport
{
    private readonly ITransportPath _path;
    private readonly RtpEgress _egress;
    private readonly RtcpReporter _reporter;
    private readonly RemoteCaptureClocks _captureClocks;

    public TransportMedia(TransportCore transport, ITransportPath path)
    {
        Transport = transport;
        _path = path;
        SendCongestion = new SendCongestion(transport, this, path);
        _egress = new RtpEgress(transport, path, SendCongestion);
        _reporter = new RtcpReporter(transport.Context);
        _captureClocks = new RemoteCaptureClocks(transport.Context.Ntp);
        RtpIngress = new RtpIngress(this);
        RtcpIngress = new RtcpIngress(this);
    }

    public TransportCore Transport { get; }

    /// <inheritdoc/>
    public string Id => Transport.Id;

    /// <inheritdoc/>
    public bool IsConnected => Transport.IsConnected;

    /// <inheritdoc/>
    public PacketShare PacketShare { get; } = new();

    /// <summary>The table itself, because walking an interface would allocate at each report.</summary>
    public Dictionary<string, ProducerCore> Producers { get; } = new(StringComparer.Ordinal);

    /// <summary>The table itself, as above.</summary>
    public Dictionary<string, ConsumerCore> Consumers { get; } = new(StringComparer.Ordinal);

    public ProducerTable ProducerTable { get; } = new();

    public ConsumerTable ConsumerTable { get; } = new();

    public ReceivedExtensionIds ReceivedIds { get; } = new();

    public RtpIngress RtpIngress { get; }

    public RtcpIngress RtcpIngress { get; }

    public ReceiveCongestion ReceiveCongestion { get; } = new();

    /// <summary>Gets copies of all packets; null while nothing is mirrored.</summary>
    public PacketMirror? Mirror
    {
        get => _egress.Mirror;
        set => _egress.Mirror = value;
    }

    public SendCongestion SendCongestion { get; }

    /// <inheritdoc/>
    public bool ManagesBitrate => SendCongestion.IsManaging;

    public Timestamp NextDeadline =>
        Timestamp.Min(Timestamp.Min(_reporter.NextDeadline, ReceiveCongestion.NextDeadline), SendCongestion.NextDeadline);

    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    /// <exception cref="MediasoupException">The id, an SSRC, a MID or a RID is taken.</exception>
    public ProducerCore Produce(Timestamp now, ProducerCoreOptions options)
    {
        var producer = new ProducerCore(Transport.Context, this, options);
        ProducerTable.Add(producer);
        try
        {
            Transport.Router.AddProducer(producer);
        }
        catch (MediasoupException)
        {
            ProducerTable.Remove(producer);
            throw;
        }

        producer.HandleWishes();
        producer.JoinCaptureClock(_captureClocks);
        Producers.Add(producer.Id, producer);
        Transport.Context.Counters.AddProducers(producer.Kind, 1);
        ReceivedIds.Merge(options.RtpParameters.HeaderExtensions);
        ReceiveCongestion.AddProducer(now, options.RtpParameters, IsConnected);
        return producer;
    }

    /// <exception cref="NotFoundException">The router has no such producer.</exception>
    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    /// <exception cref="MediasoupException">The id or an SSRC is taken.</exception>
    public ConsumerCore Consume(Timestamp now, string producerId, ConsumerCoreOptions options, IDatagramSink sink)
    {
        ProducerCore producer = Transport.Router.FindProducer(producerId)
            ?? throw new NotFoundException($"Producer not found [producerId:{producerId}]");
        if (Consumers.ContainsKey(options.Id))
        {
            throw new MediasoupException($"a Consumer with same consumerId already exists [consumerId:{options.Id}]");
        }

        ConsumerCore consumer = ConsumerFactory.Create(Transport.Context, this, producer, options);
        ThrowIfRetired(consumer);
        ConsumerTable.Add(consumer);
        Consumers.Add(consumer.Id, consumer);
        Transport.Context.Counters.AddConsumers(consumer.Kind, 1);
        producer.AddConsumer(consumer);
        SendCongestion.AddConsumer(now, consumer, sink);
        consumer.HandleTransportConnected(now, IsConnected, sink);
        return consumer;
    }

    public void CloseProducer(Timestamp now, ProducerCore producer, IDatagramSink sink)
    {
        if (!Producers.Remove(producer.Id))
        {
            return;
        }

        Transport.Context.Counters.AddProducers(producer.Kind, -1);
        ProducerTable.Remove(producer);
        producer.LeaveCaptureClock(_captureClocks);
        Transport.Router.RemoveProducer(producer);
        foreach (uint ssrc in producer.Close(now, sink))
        {
            ForgetReceivedSsrc(ssrc);
        }
    }

    /// <inheritdoc/>
    public void CloseConsumer(ConsumerCore consumer)
    {
        if (!Consumers.Remove(consumer.Id))
        {
            return;
        }

        Transport.Context.Counters.AddConsumers(consumer.Kind, -1);
        ConsumerTable.Remove(consumer);
        SendCongestion.RemoveConsumer(consumer);
        foreach (OutgoingStream stream in consumer.OutgoingStreams)
        {
            _path.Srtp?.ForgetSentSsrc(stream.Ssrc);
        }

        consumer.Close();
    }

    /// <inheritdoc/>
    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink) => _egress.Send(now, rtp, sink);

    /// <summary>Sends a packet that has waited for its turn.</summary>
    public void SendPaced(Timestamp now, PacedPacket packet, IDatagramSink sink) => _egress.SendPaced(now, packet, sink);

    /// <inheritdoc/>
    public void DiscardPaced(ReadOnlySpan<OutgoingStream> streams) => SendCongestion.Pacer.Discard(streams);

    /// <summary>Sends a packet that probes or sounds the path.</summary>
    public void SendProbe(Timestamp now, in ProbePacket probe, ProbationStream stream, IDatagramSink sink) => _egress.SendProbe(now, probe, stream, sink);

    /// <inheritdoc/>
    public void HandleBitrateNeed(Timestamp now, bool isRaised, IDatagramSink sink) => SendCongestion.HandleNeed(now, isRaised, sink);

    /// <inheritdoc/>
    public bool TryTakeResend(Timestamp now, int length) => SendCongestion.TryTakeResend(now, length);

    /// <inheritdoc/>
    public TimeSpan GetFeedbackDelay(Timestamp now) => SendCongestion.Control?.GetFeedbackDelay(now) ?? TimeSpan.Zero;

    /// <inheritdoc/>
    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        if (IsConnected && !rtcp.IsEmpty && _path.TrySendRtcp(rtcp, sink, out int length))
        {
            Mirror?.HandleSentRtcp(rtcp, sink);
            Transport.Traffic.CountSentRtcp(now, length);
            SendCongestion.Sent.HandleUntracked(now, length + _path.WireOverhead);
        }
    }

    /// <inheritdoc/>
    public void ForgetSource(uint ssrc)
    {
        if (ProducerTable.TryForget(ssrc))
        {
            ForgetReceivedSsrc(ssrc);
        }
    }

    /// <summary>Frees the state kept for a received SSRC that belongs to no producer.</summary>
    public void ForgetReceivedSsrc(uint ssrc) => _path.Srtp?.ForgetReceivedSsrc(ssrc);

    public void HandleConnected(Timestamp now, bool isConnected, IDatagramSink sink)
    {
        _egress.IsOpen = isConnected;
        if (isConnected)
        {
            _reporter.Start(now);
            ReceiveCongestion.Start(now);
        }
        else
        {
            _reporter.Stop();
            ReceiveCongestion.Stop();
        }

        SendCongestion.HandleConnected(now, isConnected);
        foreach (ConsumerCore consumer in Consumers.Values)
        {
            consumer.HandleTransportConnected(now, isConnected, sink);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        ReceiveCongestion.HandleDeadline(now, this, sink);
        SendCongestion.HandleDeadline(now, sink);
        _reporter.HandleDeadline(now, this, sink);
    }

    /// <summary>Closes all producers and consumers.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        _egress.IsOpen = false;
        foreach (ProducerCore producer in Producers.Values.ToArray())
        {
            CloseProducer(now, producer, sink);
        }

        foreach (ConsumerCore consumer in Consumers.Values.ToArray())
        {
            CloseConsumer(consumer);
        }

        SendCongestion.Close();
    }

    /// <summary>Fills in what the transport reports about media.</summary>
    public TransportDump Describe(TransportDump dump, Timestamp now) => dump with
    {
        ProducerIds = [.. Producers.Keys],
        ConsumerIds = [.. Consumers.Keys],
        MapSsrcConsumerId = [.. ConsumerTable.BySsrc.Select(static pair => new DumpEntry<uint, string>(pair.Key, pair.Value.Id))],
        MapRtxSsrcConsumerId =
            [.. ConsumerTable.ByRtxSsrc.Select(static pair => new DumpEntry<uint, string>(pair.Key, pair.Value.Id))],
        RecvRtpHeaderExtensions = new RecvRtpHeaderExtensionsDump
        {
            Mid = IdOrNull(ReceivedIds.Mid),
            Rid = IdOrNull(ReceivedIds.RtpStreamId),
            Rrid = IdOrNull(ReceivedIds.RepairedRtpStreamId),
            AbsSendTime = IdOrNull(ReceivedIds.AbsSendTime),
            TransportWideCc01 = IdOrNull(ReceivedIds.TransportWideCc),
        },
        RtpListener = ProducerTable.Dump(),
        Congestion = SendCongestion.Dump(now),
    };

    /// <summary>Fills in what the transport reports about media.</summary>
    public TransportStats Describe(TransportStats stats, Timestamp now) => SendCongestion.Describe(stats, now) with
    {
        AvailableIncomingBitrate = ReceiveCongestion.AvailableIncomingBitrate?.BitsPerSecond,
        MaxIncomingBitrate = LimitOrNull(ReceiveCongestion.MaxIncomingBitrate.BitsPerSecond),
        MaxOutgoingBitrate = LimitOrNull(SendCongestion.Limits.Maximum),
        MinOutgoingBitrate = LimitOrNull(SendCongestion.Limits.Minimum),
        RtpPacketLossReceived = ReceiveCongestion.PacketLoss,
    };

    private static int? IdOrNull(int id) => id == 0 ? null : id;

    private static long? LimitOrNull(long bitsPerSecond) => bitsPerSecond == 0 ? null : bitsPerSecond;

    /// <summary>Sending on an SSRC again would use SRTP indices again.</summary>
    private void ThrowIfRetired(ConsumerCore consumer)
    {
        foreach (OutgoingStream stream in consumer.OutgoingStreams)
        {
            if (_path.Srtp?.IsSentSsrcRetired(stream.Ssrc) == true)
            {
                throw new MediasoupException($"the ssrc was sent on before under the same SRTP keys [ssrc:{stream.Ssrc}]");
            }
        }
    }
}
