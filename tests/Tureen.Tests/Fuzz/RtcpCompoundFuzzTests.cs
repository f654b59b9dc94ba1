using Tureen.Engine.Rtcp;
using Tureen.Testing;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Fuzz;

[Collection(nameof(AllocationMeasurement))]
public sealed class RtcpCompoundFuzzTests
{
    private const int Inputs = 200_000;
    private const int WarmUp = 2_000;

    [Fact]
    public void Any_bytes_are_viewed_without_an_exception_and_without_allocation()
    {
        var mutator = new WireMutator(0x5EED, [
            Hex("81c8000c 5d931534 dd3ac1b4 76547171 0008cf00 00000e18 0008cf00 01932db4 00000001 00000000 00000000 00000000 00000000"),
            Hex("81c90007 5d931534 01932db4 50ffffff 00011b48 000000e8 0b2a7f4c 000186a0"),
            Hex("82ca0007 00000001 01067177 65727479 0202c3a9 00000000 00000002 06017800"),
            Hex("82cb0006 624276e0 26241870 0e686173 7461206c 61207669 73746100"),
            Hex("85cc0003 01020304 41424344 deadbeef"),
            Hex("81cd0004 00000001 0330bdee 0b8f0003 0c000001"),
            Hex("83cd0004 fa17fa17 00000000 02d0372e 07fffe28"),
            Hex("87cd0003 00000001 0330bdee 00010002"),
            Hex("88cd0007 00000001 0330bdee 00000001 00000002 00000003 00040005 00060007"),
            Hex("afcd0006 fa17fa17 02d0372e 03e80003 00000105 20030400 08000003"),
            Hex("8fcd0009 00000000 00000001 00000012 00000000 c6142004 aa000100 02030405 06070809 0a0b0000"),
            Hex("81ce0002 00000001 0330bdee"),
            Hex("82ce0003 00000001 0330bdee 08010041"),
            Hex("83ce0004 00000001 0330bdee 08600102 03040500"),
            Hex("84ce0004 00000001 00000000 02d0372e 04000000"),
            Hex("85ce0004 00000001 00000000 02d0372e 0800000f"),
            Hex("87ce0005 00000001 00000000 02d0372e 08640001 01000000"),
            Hex("88ce0003 00000001 0330bdee 02d0372e"),
            Hex("8fce0006 fa17fa17 00000000 52454d42 0201df82 02d0372e 04b10301"),
            Hex("80cf000b 5d931534 04000002 01020304 05060708 05000006 00000001 00000002 00000003 00000004 00000005 00000006"),
        ]);
        int seen = 0;
        for (int i = 0; i < WarmUp; i++)
        {
            seen += Walk(mutator.Next());
        }

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < Inputs; i++)
            {
                seen += Walk(mutator.Next());
            }
        });

        Assert.Equal(0, allocated);
        Assert.InRange(seen, Inputs, int.MaxValue);
    }

    private static int Walk(ReadOnlySpan<byte> bytes)
    {
        int seen = 0;
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(bytes))
        {
            seen += WalkReports(packet) + WalkTransportFeedback(packet) + WalkPayloadFeedback(packet) + WalkCodecControl(packet);
        }

        return seen;
    }

    private static int WalkReports(RtcpPacketView packet)
    {
        int seen = SenderReport.TryParse(packet, out SenderReport sr) ? 1 + Count(sr.Reports) : 0;
        seen += ReceiverReport.TryParse(packet, out ReceiverReport rr) ? 1 + Count(rr.Reports) : 0;
        seen += Bye.TryParse(packet, out Bye bye) ? bye.Reason.Length + Count(bye.Ssrcs) : 0;
        seen += App.TryParse(packet, out App app) ? app.Name.Length + app.Data.Length : 0;
        if (SourceDescription.TryParse(packet, out SourceDescription description))
        {
            foreach (SdesChunk chunk in description.Chunks)
            {
                seen += 1 + chunk.Cname.Length;
            }
        }

        if (ExtendedReport.TryParse(packet, out ExtendedReport report))
        {
            foreach (XrBlock block in report.Blocks)
            {
                seen += ReceiverReferenceTimeBlock.TryParse(block, out _) ? 1 : 0;
                seen += DlrrBlock.TryParse(block, out DlrrBlock dlrr) && dlrr.MoveNext() ? 1 : 0;
            }
        }

        return seen;
    }

    private static int WalkTransportFeedback(RtcpPacketView packet)
    {
        int seen = 0;
        if (GenericNack.TryParse(packet, out GenericNack nack))
        {
            foreach (ushort _ in nack.SequenceNumbers)
            {
                seen++;
            }
        }

        if (TransportWideFeedback.TryParse(packet, out TransportWideFeedback feedback))
        {
            seen += feedback.CountLost();
            foreach (TransportWideStatus status in feedback.Statuses)
            {
                seen += status.IsReceived ? 1 : 0;
            }
        }

        seen += ThirdPartyLossEarlyIndication.TryParse(packet, out ThirdPartyLossEarlyIndication tllei) ? tllei.Items.Count : 0;
        seen += EcnFeedback.TryParse(packet, out _) ? 1 : 0;
        seen += RapidResynchronizationRequest.TryParse(packet, out _) ? 1 : 0;
        return seen + (TemporaryMaxMediaBitrate.TryParse(packet, out TemporaryMaxMediaBitrate tmmb) && tmmb.MoveNext() ? 1 : 0);
    }

    private static int WalkPayloadFeedback(RtcpPacketView packet)
    {
        int seen = PictureLossIndication.TryParse(packet, out _) ? 1 : 0;
        seen += ApplicationLayerFeedback.TryParse(packet, out ApplicationLayerFeedback afb) ? afb.Data.Length : 0;
        seen += ReceiverEstimatedMaxBitrate.TryParse(packet, out ReceiverEstimatedMaxBitrate remb) ? Count(remb.Ssrcs) : 0;
        seen += PayloadLossEarlyIndication.TryParse(packet, out PayloadLossEarlyIndication pslei) ? Count(pslei.Ssrcs) : 0;
        if (FullIntraRequest.TryParse(packet, out FullIntraRequest request))
        {
            foreach (FirItem item in request.Items)
            {
                seen += item.SequenceNumber;
            }
        }

        return seen;
    }

    private static int WalkCodecControl(RtcpPacketView packet)
    {
        int seen = ReferencePictureSelectionIndication.TryParse(packet, out ReferencePictureSelectionIndication rpsi)
            ? rpsi.BitString.Length
            : 0;
        if (SliceLossIndication.TryParse(packet, out SliceLossIndication sli))
        {
            foreach (SliItem item in sli)
            {
                seen += item.PictureId;
            }
        }

        if (TemporalSpatialTradeOff.TryParse(packet, out TemporalSpatialTradeOff tst))
        {
            foreach (TstItem item in tst)
            {
                seen += item.Index;
            }
        }

        if (VideoBackChannelMessage.TryParse(packet, out VideoBackChannelMessage vbcm))
        {
            foreach (VbcmItem item in vbcm)
            {
                seen += item.Message.Length;
            }
        }

        return seen;
    }

    private static int Count(ReportBlockEnumerator reports)
    {
        int count = 0;
        while (reports.MoveNext())
        {
            count++;
        }

        return count;
    }

    private static int Count(SsrcEnumerator ssrcs)
    {
        int count = 0;
        while (ssrcs.MoveNext())
        {
            count++;
        }

        return count;
    }
}
