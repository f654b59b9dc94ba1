using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Streams;

[Collection(nameof(AllocationMeasurement))]
public sealed class RtpStreamReceiverTests
{
    private const uint Ssrc = 1111;
    private const uint RtxSsrc = 2222;
    private const byte PayloadType = 96;
    private const byte RtxPayloadType = 97;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);
    private static readonly NtpClock Ntp = new(Timestamp.Zero, NtpTime.FromMicroseconds(3_900_000_000_000_000));

    [Fact]
    public void A_gap_is_asked_for_once_it_has_waited()
    {
        RtpStreamReceiver stream = Create();
        Receive(stream, Start, 1);
        Receive(stream, Start, 3);
        Assert.Empty(TakeNack(stream));
        stream.HandleDeadline(stream.NextDeadline);
        Assert.Equal([2], TakeNack(stream));
        Receive(stream, Start, 2);
        Receive(stream, Start, 4);
        stream.HandleDeadline(Start + TimeSpan.FromSeconds(1));
        Assert.Empty(TakeNack(stream));
        RtpStreamStats stats = stream.GetStats(Start);
        Assert.Equal((1, 1), (stats.NackCount, stats.NackPacketCount));
        Assert.Equal((1, 1), (stats.PacketsRetransmitted, stats.PacketsRepaired));
    }

    [Fact]
    public void A_gap_over_the_wrap_is_asked_for()
    {
        RtpStreamReceiver stream = Create();
        Receive(stream, Start, 0xFFFE);
        Receive(stream, Start, 1);
        stream.HandleDeadline(stream.NextDeadline);
        Assert.Equal([0xFFFF, 0], TakeNack(stream));
    }

    [Fact]
    public void Too_large_a_gap_needs_a_key_frame()
    {
        RtpStreamReceiver stream = Create();
        Receive(stream, Start, 1);
        Assert.False(stream.TakeKeyFrameRequired());
        Receive(stream, Start, 1003);
        Assert.True(stream.TakeKeyFrameRequired());
        Assert.False(stream.TakeKeyFrameRequired());
        Assert.Empty(TakeNack(stream));
    }

    [Fact]
    public void A_long_list_is_split_over_several_packets()
    {
        RtpStreamReceiver stream = Create();
        for (ushort sequence = 0; sequence < 1000; sequence += 2)
        {
            Receive(stream, Start, sequence);
        }

        stream.HandleDeadline(stream.NextDeadline);
        var asked = new List<ushort>();
        Span<byte> packet = stackalloc byte[64];
        while (stream.TryWriteNack(packet, out int length))
        {
            asked.AddRange(ReadNack(packet[..length]));
        }

        Assert.Equal(Enumerable.Range(0, 499).Select(static i => (ushort)((2 * i) + 1)), asked);
    }

    [Fact]
    public void A_retransmission_is_restored_and_taken_when_it_was_missed()
    {
        RtpStreamReceiver stream = Create(rtx: true);
        Receive(stream, Start, 5);
        Receive(stream, Start, 7);
        Assert.True(ReceiveRtx(stream, Start, 900, 6));
        Assert.False(ReceiveRtx(stream, Start, 901, 6));
        Assert.False(ReceiveRtx(stream, Start, 902, 7));
        RtpStreamStats stats = stream.GetStats(Start);
        Assert.Equal((3, 1), (stats.PacketsRetransmitted, stats.PacketsRepaired));
        Assert.Equal(3, stats.PacketCount);
    }

    [Fact]
    public void A_retransmission_that_comes_before_the_packet_itself_is_taken()
    {
        RtpStreamReceiver stream = Create(rtx: true);
        Receive(stream, Start, 5);
        Assert.True(ReceiveRtx(stream, Start, 900, 6));
        Assert.True(Receive(stream, Start, 7));
        stream.HandleDeadline(Start + TimeSpan.FromSeconds(1));
        Assert.Empty(TakeNack(stream));
    }

    [Fact]
    public void A_retransmission_of_nothing_or_of_another_payload_type_is_dropped()
    {
        RtpStreamReceiver stream = Create(rtx: true);
        Receive(stream, Start, 5);
        Assert.True(RtpPacket.TryParse(Build(RtxPayloadType, RtxSsrc, 1, 0, []), out RtpPacket empty));
        Assert.False(stream.TryRestore(empty, out _));
        Assert.True(RtpPacket.TryParse(Build(98, RtxSsrc, 2, 0, [0, 6, 1]), out RtpPacket other));
        Assert.False(stream.TryRestore(other, out _));
    }

    [Fact]
    public void A_packet_outside_of_the_sequence_is_rejected_and_counted()
    {
        RtpStreamReceiver stream = Create();
        Assert.True(Receive(stream, Start, 1));
        Assert.False(Receive(stream, Start, 20_000));
        Assert.Equal(1, stream.GetStats(Start).PacketsDiscarded);
        Assert.True(Receive(stream, Start, 20_001));
        stream.HandleDeadline(Start + TimeSpan.FromSeconds(1));
        Assert.Empty(TakeNack(stream));
        Assert.False(stream.TakeKeyFrameRequired());
    }

    [Fact]
    public void A_report_carries_loss_and_answers_the_last_sender_report()
    {
        RtpStreamReceiver stream = Create(rtx: true);
        for (ushort sequence = 65_530; sequence != 10; sequence++)
        {
            if (sequence % 4 != 1)
            {
                Receive(stream, Start, sequence);
            }
        }

        var sent = new SenderInfo(Ssrc, new NtpTime(0x1122334455667788), 0, 1, 1);
        stream.HandleSenderReport(Start, sent);
        ReportBlock report = TakeReports(stream, Start + TimeSpan.FromMilliseconds(500))[0];
        Assert.Equal(Ssrc, report.Ssrc);
        Assert.Equal(3, report.TotalLost);
        Assert.Equal((byte)Math.Round(256 * 3 / 15.0), report.FractionLost);
        Assert.Equal(65_536u + 8, report.HighestSequence);
        Assert.Equal(0x33445566u, report.Lsr);
        Assert.Equal(32_768u, report.Dlsr);
        Assert.Equal(0, TakeReports(stream, Start)[0].FractionLost);
        Assert.Equal(3, TakeReports(stream, Start)[0].TotalLost);
        Assert.Equal(3, stream.GetStats(Start).PacketsLost);
    }

    [Fact]
    public void Rtx_has_its_own_report()
    {
        RtpStreamReceiver stream = Create(rtx: true);
        Receive(stream, Start, 5);
        ReceiveRtx(stream, Start, 900, 6);
        ReceiveRtx(stream, Start, 903, 7);
        stream.HandleRtxSenderReport(Start, new SenderInfo(RtxSsrc, new NtpTime(0x1122334455667788), 0, 1, 1));
        ReportBlock report = TakeReports(stream, Start)[1];
        Assert.Equal((RtxSsrc, 2, 903u), (report.Ssrc, report.TotalLost, report.HighestSequence));
        Assert.Equal(0x33445566u, report.Lsr);
    }

    [Fact]
    public void A_worse_loss_elsewhere_is_reported_only_with_in_band_fec()
    {
        RtpStreamReceiver plain = Create();
        Receive(plain, Start, 1);
        RtpStreamReceiver fec = Create(fec: true);
        for (ushort sequence = 1; sequence <= 100; sequence++)
        {
            Receive(fec, Start, sequence);
        }

        Span<ReportBlock> blocks = stackalloc ReportBlock[1];
        plain.GetReportBlocks(Start, blocks, 128);
        Assert.Equal(0, blocks[0].FractionLost);
        fec.GetReportBlocks(Start, blocks, 128);
        Assert.Equal((128, 50), (blocks[0].FractionLost, blocks[0].TotalLost));
    }

    [Fact]
    public void Jitter_follows_the_difference_of_transit_times()
    {
        RtpStreamReceiver stream = Create();
        uint timestamp = 0;
        for (ushort sequence = 0; sequence < 200; sequence++)
        {
            // Every second packet is 8 ms late: 720 units of a 90 kHz clock between neighbours.
            Timestamp at = Start + TimeSpan.FromMilliseconds((20 * sequence) + (8 * (sequence % 2)));
            Receive(stream, at, sequence, timestamp);
            timestamp += 1800;
        }

        Assert.InRange(stream.GetStats(Start).Jitter, 715u, 720u);
        stream.Pause();
        Assert.Equal(0u, stream.GetStats(Start).Jitter);
    }

    [Fact]
    public void Silence_takes_the_score_and_a_packet_gives_it_back()
    {
        RtpStreamReceiver stream = Create(inactivity: true);
        Receive(stream, Start, 1);
        Assert.False(stream.TakeScoreChanged());
        Assert.Equal(Start + RtpStreamReceiver.InactivityTimeout, stream.NextDeadline);
        stream.HandleDeadline(stream.NextDeadline);
        Assert.True(stream.TakeScoreChanged(out int previous));
        Assert.Equal((10, 0), (previous, stream.Score));
        Assert.True(stream.NextDeadline.IsNever);
        Receive(stream, Start + TimeSpan.FromSeconds(10), 2);
        Assert.True(stream.TakeScoreChanged());
        Assert.Equal(10, stream.Score);
        Assert.Equal(TimeSpan.FromSeconds(1), stream.ActiveFor(Start + TimeSpan.FromSeconds(11)));
    }

    [Fact]
    public void A_paused_stream_has_no_deadline()
    {
        RtpStreamReceiver stream = Create(inactivity: true);
        Receive(stream, Start, 1);
        Receive(stream, Start, 3);
        stream.Pause();
        Assert.True(stream.NextDeadline.IsNever);
        Receive(stream, Start, 6);
        Assert.True(stream.NextDeadline.IsNever);
        stream.Resume(Start);
        Assert.False(stream.NextDeadline.IsNever);
    }

    [Fact]
    public void Loss_lowers_the_score_at_each_sender_report()
    {
        RtpStreamReceiver stream = Create();
        ushort sequence = 0;
        Receive(stream, Start, sequence++);
        stream.HandleSenderReport(Start, default);
        Assert.Equal(10, stream.Score);
        for (int i = 0; i < 100; i++)
        {
            Receive(stream, Start, sequence);
            sequence += 2;
        }

        stream.HandleSenderReport(Start, default);
        Assert.InRange(stream.Score, 0, 4);
        Assert.True(stream.TakeScoreChanged());
    }

    [Fact]
    public void A_dlrr_yields_the_round_trip()
    {
        RtpStreamReceiver stream = Create();
        uint sentAt = Ntp.ToNtp(Start).Compact;
        stream.HandleDlrr(Ntp.ToNtp(Start + TimeSpan.FromMilliseconds(150)), new DlrrEntry(Ssrc, sentAt, 65_536 / 10));
        Assert.InRange(stream.RoundTripTime.TotalMilliseconds, 49.9, 50.1);
        stream.HandleDlrr(Ntp.ToNtp(Start), new DlrrEntry(Ssrc, sentAt, 65_536));
        stream.HandleDlrr(Ntp.ToNtp(Start), new DlrrEntry(Ssrc, 0, 0));
        Assert.InRange(stream.RoundTripTime.TotalMilliseconds, 49.9, 50.1);
    }

    [Theory]
    [InlineData(true, true, PayloadFeedbackFormat.PictureLoss)]
    [InlineData(false, true, PayloadFeedbackFormat.FullIntraRequest)]
    internal void A_key_frame_is_requested_as_negotiated(bool pli, bool fir, PayloadFeedbackFormat format)
    {
        RtpStreamReceiver stream = new(Start, Parameters(pli: pli, fir: fir), hasInactivityCheck: false);
        Span<byte> packet = stackalloc byte[32];
        int length = stream.WriteKeyFrameRequest(packet);
        Assert.Equal((int)format, packet[0] & 0x1F);
        Assert.Equal(Ssrc, BinaryPrimitives.ReadUInt32BigEndian(packet[8..length]));
        Assert.Equal(pli ? (1, 0) : (0, 1), (stream.GetStats(Start).PliCount, stream.GetStats(Start).FirCount));
    }

    [Fact]
    public void Spatial_layers_that_begin_or_cease_are_reported()
    {
        RtpStreamReceiver stream = Create(spatialLayers: 2);
        Receive(stream, Start, 1);
        stream.HandleDeadline(Start + LayerActivity.Interval);
        Assert.True(stream.TakeLayerActivityChanged());
        stream.HandleDeadline(Start + (2 * LayerActivity.Interval));
        Assert.True(stream.TakeLayerActivityChanged());
        stream.HandleDeadline(Start + (3 * LayerActivity.Interval));
        Assert.False(stream.TakeLayerActivityChanged());
        Assert.Equal(2, stream.GetStats(Start).BitrateByLayer.Count);
    }

    [Fact]
    public void Receiving_allocates_nothing()
    {
        RtpStreamReceiver stream = Create(rtx: true, inactivity: true);
        byte[] bytes = Build(PayloadType, Ssrc, 0, 0, new byte[500]);
        byte[] nack = new byte[EngineLimits.MaxRtcpLength];
        Run(stream, bytes, nack, 0);
        long allocated = Allocations.Least(() => Run(stream, bytes, nack, 5000));

        Assert.Equal(0, allocated);
    }

    private static void Run(RtpStreamReceiver stream, byte[] bytes, byte[] nack, int first)
    {
        for (int i = first; i < first + 5000; i++)
        {
            if (i % 10 == 0)
            {
                continue;
            }

            Timestamp now = Start + TimeSpan.FromMilliseconds(i * 2);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)i);
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), (uint)i * 180);
            _ = RtpPacket.TryParse(bytes, out RtpPacket packet);
            stream.TryTake(now, packet);
            stream.HandleDeadline(now);
            while (stream.TryWriteNack(nack, out _))
            {
            }
        }
    }

    private static RtpStreamParameters Parameters(
        bool rtx = false, bool fec = false, bool pli = true, bool fir = false, int spatialLayers = 1) => new()
        {
            Ssrc = Ssrc,
            PayloadType = PayloadType,
            MimeType = "video/VP8",
            ClockRate = 90_000,
            UseNack = true,
            UsePli = pli,
            UseFir = fir,
            UseInBandFec = fec,
            RtxSsrc = rtx ? RtxSsrc : 0,
            RtxPayloadType = RtxPayloadType,
            SpatialLayers = spatialLayers,
        };

    private static RtpStreamReceiver Create(bool rtx = false, bool fec = false, bool inactivity = false, int spatialLayers = 1) =>
        new(Start, Parameters(rtx, fec, spatialLayers: spatialLayers), inactivity);

    private static byte[] Build(byte payloadType, uint ssrc, ushort sequence, uint timestamp, byte[] payload)
    {
        byte[] bytes = new byte[RtpPacket.FixedHeaderLength + payload.Length];
        bytes[0] = 0x80;
        bytes[1] = payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), ssrc);
        payload.CopyTo(bytes, RtpPacket.FixedHeaderLength);
        return bytes;
    }

    private static bool Receive(RtpStreamReceiver stream, Timestamp now, ushort sequence, uint timestamp = 1000)
    {
        Assert.True(RtpPacket.TryParse(Build(PayloadType, Ssrc, sequence, timestamp, [1, 2, 3]), out RtpPacket packet));
        return stream.TryTake(now, packet);
    }

    private static bool ReceiveRtx(RtpStreamReceiver stream, Timestamp now, ushort sequence, ushort original)
    {
        byte[] payload = [(byte)(original >> 8), (byte)original, 1, 2, 3];
        Assert.True(RtpPacket.TryParse(Build(RtxPayloadType, RtxSsrc, sequence, 1000, payload), out RtpPacket rtx));
        Assert.True(stream.TryRestore(in rtx, out RtpPacket packet));
        Assert.Equal((original, Ssrc, PayloadType), (packet.SequenceNumber, packet.Ssrc, packet.PayloadType));
        return stream.TryTrack(now, in packet, isRecovered: true, out _) && stream.HandleRtxPacket(now, in packet, isKeyFrame: false);
    }

    private static ReportBlock[] TakeReports(RtpStreamReceiver stream, Timestamp now)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[2];
        return blocks[..stream.GetReportBlocks(now, blocks)].ToArray();
    }

    private static List<ushort> TakeNack(RtpStreamReceiver stream)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        return stream.TryWriteNack(packet, out int length) ? ReadNack(packet[..length]) : [];
    }

    private static List<ushort> ReadNack(ReadOnlySpan<byte> bytes)
    {
        var asked = new List<ushort>();
        var packets = new RtcpCompoundEnumerator(bytes);
        Assert.True(packets.MoveNext());
        Assert.True(GenericNack.TryParse(packets.Current, out GenericNack nack));
        foreach (ushort sequence in nack.SequenceNumbers)
        {
            asked.Add(sequence);
        }

        return asked;
    }
}
