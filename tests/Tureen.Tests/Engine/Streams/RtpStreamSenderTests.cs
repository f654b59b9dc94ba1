using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Streams;

[Collection(nameof(AllocationMeasurement))]
public sealed class RtpStreamSenderTests : IDisposable
{
    private const uint Ssrc = 1111;
    private const int ClockRate = 90_000;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);
    private static readonly NtpClock Ntp = new(Timestamp.Zero, NtpTime.FromMicroseconds(3_900_000_000_000_000));

    private readonly PacketSlab _slab = new();
    private readonly SharedRtpPacketPool _pool;
    private readonly PacketShare _share = new();

    public RtpStreamSenderTests() => _pool = new SharedRtpPacketPool(_slab);

    public void Dispose() => _slab.Dispose();

    [Fact]
    public void Packets_that_came_out_of_order_and_twice_are_all_resent_in_order()
    {
        RtpStreamSender stream = Create();
        foreach (ushort sequence in new ushort[] { 21_006, 21_008, 21_007, 21_008, 21_010, 21_009, 21_006 })
        {
            Send(stream, Start, sequence, 1000);
        }

        Assert.Equal([21_006, 21_007, 21_008, 21_009, 21_010], Nack(stream, Start, 21_006, 0x0F));
        RtpStreamStats stats = stream.GetStats(Start);
        Assert.Equal((1, 5), (stats.NackCount, stats.NackPacketCount));
        Assert.Equal((5, 5, 5), (stats.PacketCount, stats.PacketsRetransmitted, stats.PacketsRepaired));
        Assert.Equal(2, stats.PacketsDiscarded);
    }

    [Theory]
    [InlineData("video/VP8")]
    [InlineData("audio/opus")]
    public void Without_nack_nothing_is_kept(string mimeType)
    {
        RtpStreamSender stream = Create(nack: false, mimeType: mimeType);
        Send(stream, Start, 1, 1000);
        Assert.Empty(Nack(stream, Start, 1, 0));
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Two_streams_that_share_a_packet_resend_it_each_with_its_own_data()
    {
        RtpStreamSender first = Create();
        RtpStreamSender second = Create(rtx: true);
        Assert.True(_pool.TryRent(_share, out SharedRtpPacket packet));
        packet.PayloadType = 96;
        Assert.True(first.HandlePacket(Start, packet, 10, 100, marker: false, new PayloadRewrite(3, 1)));
        Assert.True(second.HandlePacket(Start, packet, 20, 200, marker: true, new PayloadRewrite(2, 7)));
        packet.Release();
        Assert.Equal(1, _pool.Leased);
        Assert.True(first.TryRetransmit(Start, 10, out Retransmission a));
        Assert.True(second.TryRetransmit(Start, 20, out Retransmission b));
        Assert.Same(a.Packet, b.Packet);
        Assert.Equal((10, 100u, false, false), (a.SequenceNumber, a.RtpTimestamp, a.Marker, a.IsRtx));
        Assert.Equal((20, 200u, true, true), (b.SequenceNumber, b.RtpTimestamp, b.Marker, b.IsRtx));
        Assert.Equal((3, 2), (a.Rewrite.PictureId, b.Rewrite.PictureId));
        first.Pause();
        Assert.Equal(1, _pool.Leased);
        second.Pause();
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Rtx_numbers_follow_each_other()
    {
        RtpStreamSender stream = Create(rtx: true);
        Send(stream, Start, 1, 1000);
        Send(stream, Start, 2, 1000);
        Assert.True(stream.TryRetransmit(Start, 1, out Retransmission first));
        Assert.True(stream.TryRetransmit(Start, 2, out Retransmission second));
        Assert.Equal((ushort)(first.RtxSequenceNumber + 1), second.RtxSequenceNumber);
    }

    [Fact]
    public void Packets_within_two_seconds_are_resent_and_older_ones_are_not()
    {
        RtpStreamSender stream = Create();
        Send(stream, Start, 1, 0);
        Send(stream, Start + TimeSpan.FromMilliseconds(2000), 2, 100 * ClockRate);
        Assert.Equal([1, 2], Nack(stream, Start, 1, 1));
        Send(stream, Start + TimeSpan.FromMilliseconds(2001), 3, 0);
        Assert.Equal([2], Nack(stream, Start + TimeSpan.FromMilliseconds(3000), 1, 1));
    }

    [Fact]
    public void Audio_is_kept_for_one_second()
    {
        RtpStreamSender stream = Create(mimeType: "audio/opus");
        Send(stream, Start, 1, 0);
        Send(stream, Start + TimeSpan.FromMilliseconds(1001), 2, 0);
        Assert.Equal([2], Nack(stream, Start, 1, 1));
    }

    [Fact]
    public void A_new_sequence_forgets_the_old_packets()
    {
        RtpStreamSender stream = Create();
        Assert.True(Send(stream, Start, 50_001, 1000));
        Assert.True(Send(stream, Start, 50_002, 1000));
        Assert.False(Send(stream, Start, 40_003, 1000));
        Assert.True(Send(stream, Start, 40_004, 1000));
        Assert.Empty(Nack(stream, Start, 50_001, 1));
        Assert.Equal([40_004], Nack(stream, Start, 40_004, 0));
    }

    [Fact]
    public void A_duplicate_is_not_sent_again()
    {
        RtpStreamSender stream = Create();
        Assert.True(Send(stream, Start, 1, 1000));
        Assert.False(Send(stream, Start, 1, 1000));
        Assert.Equal(1, stream.GetStats(Start).PacketsDiscarded);
    }

    [Fact]
    public void A_packet_is_resent_once_per_round_trip()
    {
        RtpStreamSender stream = Create();
        Send(stream, Start, 1, 1000);
        Assert.Equal([1], Nack(stream, Start, 1, 0));
        Assert.Empty(Nack(stream, Start + TimeSpan.FromMilliseconds(100), 1, 0));
        Assert.Equal([1], Nack(stream, Start + TimeSpan.FromMilliseconds(101), 1, 0));
        Report(stream, Start + TimeSpan.FromMilliseconds(101), roundTrip: 30);
        Assert.Empty(Nack(stream, Start + TimeSpan.FromMilliseconds(130), 1, 0));
        Assert.Equal([1], Nack(stream, Start + TimeSpan.FromMilliseconds(133), 1, 0));
        Assert.Equal((3, 1), (stream.GetStats(Start).PacketsRetransmitted, stream.GetStats(Start).PacketsRepaired));
    }

    [Fact]
    public void A_flood_of_nacks_gains_no_more_than_the_stream_itself()
    {
        RtpStreamSender stream = Create(rtx: true);
        Report(stream, Start, roundTrip: 1);
        ushort sequence = 0;
        int resent = 0;
        for (int at = 0; at < 2000; at += 2)
        {
            Timestamp now = Start + TimeSpan.FromMilliseconds(at);
            Send(stream, now, sequence++, (uint)at * 90);
            for (ushort asked = (ushort)Math.Max(0, sequence - 800); asked < sequence; asked++)
            {
                resent += stream.TryRetransmit(now, asked, out _) ? 1 : 0;
            }
        }

        Assert.InRange(resent, 900, (20 * EngineLimits.MinRetransmissionsPerRoundTrip) + 50);
    }

    [Theory]
    [InlineData(null, 1000, 90_000)]
    [InlineData(-500, 1000, 135_000)]
    [InlineData(5000, 1000, 0)]
    [InlineData(null, 2000, 180_000)]
    public void A_sender_report_extrapolates_from_the_newest_packet(int? capturedAfter, int elapsed, int ahead)
    {
        RtpStreamSender stream = Create();
        Timestamp? capturedAt = capturedAfter is { } offset ? Start + TimeSpan.FromMilliseconds(offset) : null;
        Send(stream, Start, 1, 5000, capturedAt);
        Timestamp now = Start + TimeSpan.FromMilliseconds(elapsed);
        Assert.True(stream.TryGetSenderReport(now, Ntp, out SenderInfo sender));
        Assert.Equal(5000 + (uint)ahead, sender.RtpTimestamp);
        Assert.Equal(Ntp.ToNtp(now), sender.Ntp);
        Assert.Equal((Ssrc, 1u, 100u), (sender.Ssrc, sender.PacketCount, sender.OctetCount));
    }

    [Fact]
    public void There_is_no_sender_report_before_the_first_packet_nor_long_after_the_last()
    {
        RtpStreamSender stream = Create();
        Assert.False(stream.TryGetSenderReport(Start, Ntp, out _));
        Send(stream, Start, 1, 5000);
        Timestamp last = Start + RtpStreamSender.MaxSenderReportReferenceAge;
        Assert.True(stream.TryGetSenderReport(last, Ntp, out _));
        Assert.False(stream.TryGetSenderReport(last + TimeSpan.FromMilliseconds(1), Ntp, out _));
    }

    [Fact]
    public void A_receiver_report_yields_round_trip_loss_and_score()
    {
        RtpStreamSender stream = Create();
        for (ushort sequence = 0; sequence < 100; sequence++)
        {
            Send(stream, Start, sequence, 1000);
        }

        uint lsr = Ntp.ToNtp(Start).Compact;
        var report = new ReportBlock(Ssrc, 128, 50, 100, 77, lsr, 65_536 / 2);
        stream.HandleReceiverReport(Start, Ntp.ToNtp(Start + TimeSpan.FromMilliseconds(540)), in report);
        RtpStreamStats stats = stream.GetStats(Start);
        Assert.InRange(stats.RoundTripTime!.Value.TotalMilliseconds, 39.9, 40.1);
        Assert.Equal((50L, (byte)128, 77u), (stats.PacketsLost, stats.FractionLost, stats.Jitter));
        Assert.Equal(1, stats.Score);
        Assert.True(stream.TakeScoreChanged());
        stream.HandleReceiverReport(Start, default, new ReportBlock(Ssrc, 0, -3, 100, 77, 0, 0));
        Assert.Equal(0, stream.GetStats(Start).PacketsLost);
        stream.ResetScore(Start);
        Assert.False(stream.TakeScoreChanged());
        Assert.Equal(10, stream.Score);
    }

    [Fact]
    public void A_reference_time_is_answered()
    {
        RtpStreamSender stream = Create();
        Assert.Null(stream.GetDlrr(Start));
        stream.HandleReferenceTime(Start, 77, new NtpTime(0x1122334455667788));
        Assert.Equal(new DlrrEntry(77, 0x33445566, 65_536), stream.GetDlrr(Start + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_pause_gives_the_leases_back()
    {
        RtpStreamSender stream = Create();
        Send(stream, Start, 1, 1000);
        Assert.Equal(1, _pool.Leased);
        stream.Pause();
        Assert.Equal(0, _pool.Leased);
        Assert.Empty(Nack(stream, Start, 1, 0));
    }

    [Fact]
    public void Sending_and_resending_allocate_nothing()
    {
        RtpStreamSender stream = Create(rtx: true);
        Run(stream, 0);
        long allocated = Allocations.Least(() => Run(stream, 4000));

        Assert.Equal(0, allocated);
        stream.Pause();
        Assert.Equal(0, _pool.Leased);
    }

    private RtpStreamSender Create(bool nack = true, bool rtx = false, string mimeType = "video/VP8") =>
        new(
            new RtpStreamParameters
            {
                Ssrc = Ssrc,
                PayloadType = 96,
                MimeType = mimeType,
                ClockRate = ClockRate,
                UseNack = nack,
                RtxSsrc = rtx ? 2222u : 0,
                RtxPayloadType = 97,
            },
            new SeededRandomSource(1),
            _pool);

    private static void Report(RtpStreamSender stream, Timestamp now, int roundTrip)
    {
        uint lsr = Ntp.ToNtp(now).Compact;
        Timestamp arrival = now + TimeSpan.FromMilliseconds(500 + roundTrip);
        stream.HandleReceiverReport(now, Ntp.ToNtp(arrival), new ReportBlock(Ssrc, 0, 0, 0, 0, lsr, 65_536 / 2));
    }

    private static List<ushort> Nack(RtpStreamSender stream, Timestamp now, ushort first, ushort bitmask)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes[0] = 0x81;
        bytes[1] = 205;
        bytes[3] = 3;
        new NackItem(first, bitmask).Write(bytes[12..]);
        var packets = new RtcpCompoundEnumerator(bytes);
        Assert.True(packets.MoveNext());
        Assert.True(GenericNack.TryParse(packets.Current, out GenericNack nack));
        var resent = new List<ushort>();
        foreach (Retransmission retransmission in stream.HandleNack(now, nack))
        {
            resent.Add(retransmission.SequenceNumber);
        }

        return resent;
    }

    private void Run(RtpStreamSender stream, int first)
    {
        for (int i = first; i < first + 4000; i++)
        {
            Timestamp now = Start + TimeSpan.FromMilliseconds(i);
            Send(stream, now, (ushort)i, (uint)i * 90);
            stream.TryRetransmit(now, (ushort)(i - 5), out _);
        }
    }

    private bool Send(RtpStreamSender stream, Timestamp now, ushort sequence, uint timestamp, Timestamp? capturedAt = null)
    {
        _pool.TryRent(_share, out SharedRtpPacket packet);
        packet.HeaderLength = RtpPacket.FixedHeaderLength;
        packet.PayloadLength = 100;
        packet.PayloadType = 96;
        packet.ReceivedAt = now;
        packet.CapturedAt = capturedAt ?? Timestamp.Never;
        bool isSent = stream.HandlePacket(now, packet, sequence, timestamp, marker: false);
        packet.Release();
        return isSent;
    }
}
