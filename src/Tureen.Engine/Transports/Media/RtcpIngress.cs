using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Media;

/// <summary>What the peer of one transport reports: about the streams of its producers, and about what the consumers send it.</summary>
internal sealed class RtcpIngress(TransportMedia media)
{
    private readonly TransportCore _transport = media.Transport;
    private Timestamp _referenceTimeTakenAt = Timestamp.Zero;
    private Timestamp _roundTripTakenAt = Timestamp.Zero;

    /// <summary>The receive path of one plain RTCP compound packet.</summary>
    public void Handle(Timestamp now, ReadOnlySpan<byte> bytes, IDatagramSink sink)
    {
        _transport.Context.Counters.RtcpPacketsReceived++;
        media.Mirror?.HandleReceivedRtcp(bytes, sink);
        var packets = new RtcpCompoundEnumerator(bytes);
        while (packets.MoveNext())
        {
            if (!TryHandleRtcpPacket(now, packets.Current, sink))
            {
                _transport.Drop(DropReason.RtcpMalformed);
            }
        }

        if (packets.IsMalformed)
        {
            _transport.Drop(DropReason.RtcpMalformed);
        }
    }

    private bool TryHandleRtcpPacket(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        switch (packet.Type)
        {
            case RtcpPacketType.SenderReport:
                return TryHandleSenderReport(now, packet, sink);
            case RtcpPacketType.ReceiverReport:
                return TryHandleReceiverReport(now, packet, sink);
            case RtcpPacketType.TransportFeedback:
                return TryHandleTransportFeedback(now, packet, sink);
            case RtcpPacketType.PayloadFeedback:
                return TryHandlePayloadFeedback(now, packet, sink);
            case RtcpPacketType.ExtendedReport:
                return TryHandleExtendedReport(now, packet);
            case RtcpPacketType.Bye:
                return TryHandleBye(now, packet);
            case RtcpPacketType.SourceDescription:
            case RtcpPacketType.App:
                return true;
            default:
                _transport.Drop(DropReason.RtcpUnknownType);
                return true;
        }
    }

    private bool TryHandleSenderReport(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        if (!SenderReport.TryParse(packet, out SenderReport report))
        {
            return false;
        }

        if (media.ProducerTable.BySsrc.TryGetValue(report.Sender.Ssrc, out ProducerCore? producer))
        {
            producer.HandleSenderReport(now, report.Sender, sink);
        }
        else
        {
            _transport.Drop(DropReason.RtcpUnknownSsrc);
        }

        HandleReportBlocks(now, report.Reports, sink);
        return true;
    }

    /// <summary>Sources leave: others under their names may follow at once.</summary>
    private bool TryHandleBye(Timestamp now, RtcpPacketView packet)
    {
        if (!Bye.TryParse(packet, out Bye bye))
        {
            return false;
        }

        foreach (uint ssrc in bye.Ssrcs)
        {
            if (media.ProducerTable.BySsrc.TryGetValue(ssrc, out ProducerCore? producer))
            {
                producer.HandleBye(now, ssrc);
            }
        }

        return true;
    }

    private bool TryHandleReceiverReport(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        if (!ReceiverReport.TryParse(packet, out ReceiverReport report))
        {
            return false;
        }

        HandleReportBlocks(now, report.Reports, sink);
        return true;
    }

    private void HandleReportBlocks(Timestamp now, ReportBlockEnumerator blocks, IDatagramSink sink)
    {
        while (blocks.MoveNext())
        {
            if (media.ConsumerTable.FindMedia(blocks.Current.Ssrc) is { } consumer)
            {
                consumer.HandleReceiverReport(now, blocks.Current);
                if (consumer.Kind == MediaKind.Video)
                {
                    media.SendCongestion.HandleReception(now, blocks.Current, sink);
                }
            }
        }
    }

    private bool TryHandleTransportFeedback(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        if (packet.Format == (int)TransportFeedbackFormat.TransportWide)
        {
            // Before it is parsed: a short report may name 65,535 packets.
            if (!media.SendCongestion.TryTakeReport(now))
            {
                return true;
            }

            if (!TransportWideFeedback.TryParse(packet, out TransportWideFeedback report))
            {
                return false;
            }

            media.SendCongestion.HandleFeedback(now, report, sink);
            return true;
        }

        if (packet.Format == (int)TransportFeedbackFormat.CongestionControl)
        {
            return TryHandleCongestionControl(now, packet, sink);
        }

        if (packet.Format != (int)TransportFeedbackFormat.GenericNack)
        {
            return true;
        }

        if (!GenericNack.TryParse(packet, out GenericNack nack))
        {
            return false;
        }

        if (media.ConsumerTable.FindMedia(nack.MediaSsrc) is { } consumer)
        {
            consumer.HandleNack(now, nack, sink);
        }
        else
        {
            _transport.Drop(DropReason.RtcpUnknownSsrc);
        }

        return true;
    }

    private bool TryHandleCongestionControl(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        if (!media.SendCongestion.TryTakeReport(now))
        {
            return true;
        }

        if (!CongestionControlFeedback.TryParse(packet, out CongestionControlFeedback report))
        {
            return false;
        }

        media.SendCongestion.HandleFeedback(now, report, sink);
        return true;
    }

    private bool TryHandlePayloadFeedback(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        switch ((PayloadFeedbackFormat)packet.Format)
        {
            case PayloadFeedbackFormat.PictureLoss:
                if (!PictureLossIndication.TryParse(packet, out PictureLossIndication pli))
                {
                    return false;
                }

                HandleKeyFrameRequest(now, pli.MediaSsrc, isFir: false, sink);
                return true;
            case PayloadFeedbackFormat.FullIntraRequest:
                if (!FullIntraRequest.TryParse(packet, out FullIntraRequest fir))
                {
                    return false;
                }

                foreach (FirItem item in fir.Items)
                {
                    HandleKeyFrameRequest(now, item.Ssrc, isFir: true, sink);
                }

                return true;
            case PayloadFeedbackFormat.ApplicationLayer:
                HandleApplicationLayer(now, packet, sink);
                return true;
            default:
                return true;
        }
    }

    /// <summary>Of what applications define, REMB is known.</summary>
    private void HandleApplicationLayer(Timestamp now, RtcpPacketView packet, IDatagramSink sink)
    {
        if (ReceiverEstimatedMaxBitrate.TryParse(packet, out ReceiverEstimatedMaxBitrate remb))
        {
            media.SendCongestion.HandleEstimate(now, remb.Bitrate, sink);
        }
    }

    private void HandleKeyFrameRequest(Timestamp now, uint ssrc, bool isFir, IDatagramSink sink)
    {
        if (media.ConsumerTable.FindMedia(ssrc) is { } consumer)
        {
            consumer.HandleKeyFrameRequest(now, ssrc, isFir, sink);
        }
        else
        {
            _transport.Drop(DropReason.RtcpUnknownSsrc);
        }
    }

    private bool TryHandleExtendedReport(Timestamp now, RtcpPacketView packet)
    {
        if (!ExtendedReport.TryParse(packet, out ExtendedReport report))
        {
            return false;
        }

        foreach (XrBlock block in report.Blocks)
        {
            if (ReceiverReferenceTimeBlock.TryParse(block, out ReceiverReferenceTimeBlock reference))
            {
                HandleReferenceTime(now, report.Ssrc, reference);
            }
            else if (DlrrBlock.TryParse(block, out DlrrBlock dlrr))
            {
                HandleDlrr(now, dlrr);
            }
        }

        return true;
    }

    /// <summary>Takes one report now and then, because it concerns every consumer and only the last counts.</summary>
    private void HandleReferenceTime(Timestamp now, uint ssrc, ReceiverReferenceTimeBlock reference)
    {
        if (!RtcpPace.IsTaken(now, _referenceTimeTakenAt))
        {
            return;
        }

        _referenceTimeTakenAt = now;
        foreach (ConsumerCore consumer in media.Consumers.Values)
        {
            consumer.HandleReferenceTime(now, ssrc, reference.Ntp);
        }
    }

    /// <summary>
    /// An answer names the SSRC that the reference time came from (RFC 3611 §4.5), which is ours, and yields the round trip of the
    /// whole transport. Some peers name the producer's SSRC instead.
    /// </summary>
    private void HandleDlrr(Timestamp now, DlrrBlock entries)
    {
        foreach (DlrrEntry entry in entries)
        {
            if (entry.Ssrc == RtcpReporter.ReporterSsrc)
            {
                HandleRoundTrip(now, entry);
            }
            else if (media.ProducerTable.BySsrc.TryGetValue(entry.Ssrc, out ProducerCore? producer))
            {
                producer.HandleDlrr(now, entry);
            }
        }
    }

    /// <summary>Takes one report now and then, because it concerns every producer.</summary>
    private void HandleRoundTrip(Timestamp now, DlrrEntry entry)
    {
        if (!RtcpPace.IsTaken(now, _roundTripTakenAt))
        {
            return;
        }

        _roundTripTakenAt = now;
        foreach (ProducerCore producer in media.Producers.Values)
        {
            producer.HandleDlrr(now, entry);
        }
    }
}
