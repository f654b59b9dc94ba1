using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing.Simulation.Congestion.Receivers;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

/// <summary>Two streams, whose packets leave in turn: 10 with odd and 20 with even transport-wide numbers.</summary>
public sealed class RtpFeedbackReaderTests : IDisposable
{
    private readonly SentPacketHistory _history = new(newest: 0);
    private readonly ReportedFates _fates;
    private readonly RtpFeedbackReader _reader;
    private readonly SentStreams _streams = new();

    public RtpFeedbackReaderTests()
    {
        _fates = new ReportedFates(_history);
        _reader = new RtpFeedbackReader(_history, _fates);
        for (int i = 0; i < 20; i++)
        {
            var number = (ushort)_history.Add(At(i), new SentPacket { Length = 100 });
            _streams.Of((uint)(i % 2 == 0 ? 10 : 20)).Set((ushort)(65_534 + (i / 2)), number, 0);
        }
    }

    public void Dispose() => Assert.Equal(0, _streams.Unknown);

    [Fact]
    public void The_fates_of_all_streams_are_in_the_order_in_which_they_left()
    {
        Assert.True(Read(100, (10, 65_534, [50, 52]), (20, 65_534, [51, 55])));

        Assert.Equal("+1 +2 +3 +4", Fates());
        Assert.Equal(3000, _fates.All[3].Delay - _fates.All[2].Delay + 1000, 1500.0);
        Assert.True(_fates.All[0].IsComparable);
        Assert.Equal((4, 0), (_fates.Covered, _fates.Missing));
        Assert.Equal(_history.Oldest + 3, _fates.NewestReported);
    }

    [Fact]
    public void The_clock_of_the_reporter_goes_on_from_report_to_report_and_around()
    {
        long wrap = 65_536_000;
        Read(wrap - 50, (10, 65_534, [wrap - 100]));
        long before = _fates.All[0].ArrivedAt;
        Read(wrap + 50, (10, 65_535, [wrap]));
        Assert.Equal(100_000, _fates.All[0].ArrivedAt - before, 1500.0);
    }

    [Fact]
    public void A_packet_is_lost_when_the_next_report_brings_nothing_of_it()
    {
        Read(100, (10, 65_534, [50, null, 54]));
        Assert.Equal("+1 +5", Fates());
        Read(200, (20, 65_534, [60]));
        Assert.Equal("+2 -3", Fates());
        Read(300, (10, 65_535, [250]));
        Assert.Equal("?3", Fates());
        Assert.False(_fates.All[0].IsComparable);
    }

    [Fact]
    public void What_no_report_covers_is_unknown()
    {
        Read(100, (10, 65_534, [50]));
        Read(200, (10, 1, [60]));
        Assert.Equal(1, _fates.LostReports);
        Read(300, (10, 2, [70]));
        Assert.Equal("+9", Fates());
        Assert.Equal(0, _fates.LostReports);
    }

    [Fact]
    public void An_older_report_says_what_arrived_and_nothing_about_delay()
    {
        Read(200, (10, 65_535, [60]));
        Read(100, (10, 65_534, [50, null]));

        Assert.True(_fates.IsReordered);
        Assert.Equal("+1", Fates());
        Assert.False(_fates.All[0].IsComparable);
    }

    [Fact]
    public void An_arrival_without_a_time_says_nothing_about_delay()
    {
        byte[] bytes = StreamFeedbackSender.Write(At(9000), (10, 65_534, [At(1)]));
        bytes[17] = 0xFF;
        Assert.True(Read(bytes));
        Assert.Equal("+1", Fates());
        Assert.False(_fates.All[0].IsComparable);
    }

    [Fact]
    public void Reports_about_packets_that_were_never_sent_are_refused()
    {
        Assert.False(Read(100, (10, 30, [50, 51])));
        Assert.Equal("", Fates());
        Assert.False(Read(100, (10, 6, [50, 51, 52, 53, 54])));
        Assert.True(Read(100, (10, 65_534, [50]), (20, 65_534, [51])));
    }

    [Fact]
    public void Streams_that_are_not_numbered_are_passed_over()
    {
        Assert.True(Read(100, (99, 0, [50, 50, 50]), (10, 65_534, [50])));
        Assert.Equal("+1", Fates());
        Assert.False(Read(100, (99, 0, [50, 50, 50])));
        _streams.Unknown = 0;
    }

    private static Timestamp At(long milliseconds) => Timestamp.FromMilliseconds(milliseconds);

    private bool Read(long at, params (uint Ssrc, ushort First, long?[] Arrivals)[] streams) => Read(StreamFeedbackSender.Write(
        At(at),
        [.. streams.Select(stream => (stream.Ssrc, stream.First, (Timestamp?[])[.. stream.Arrivals.Select(static at => at is long time ? At(time) : (Timestamp?)null)]))]));

    private bool Read(byte[] bytes)
    {
        Assert.True(CongestionControlFeedback.TryParse(new RtcpPacketView(bytes, 0), out CongestionControlFeedback report));
        return _reader.TryRead(At(30), report, _streams, path: 0);
    }

    private string Fates()
    {
        List<string> fates = [];
        foreach (PacketFate fate in _fates.All)
        {
            char sign = fate.Kind switch { PacketFateKind.Received => '+', PacketFateKind.Lost => '-', _ => '?' };
            fates.Add($"{sign}{fate.Sequence - _history.Oldest + 1}");
        }

        return string.Join(' ', fates);
    }

    private sealed class SentStreams : ISentStreams
    {
        private readonly Dictionary<uint, SentStamps> _stamps = [];

        public int Unknown { get; set; }

        public SentStamps Of(uint ssrc)
        {
            _stamps.TryAdd(ssrc, new SentStamps(64));
            return _stamps[ssrc];
        }

        public SentStamps? FindStamps(uint ssrc)
        {
            Unknown += _stamps.ContainsKey(ssrc) ? 0 : 1;
            return _stamps.GetValueOrDefault(ssrc);
        }
    }
}
