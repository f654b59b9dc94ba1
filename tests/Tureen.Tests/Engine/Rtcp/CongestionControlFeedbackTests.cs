using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing.Simulation.Congestion.Receivers;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class CongestionControlFeedbackTests
{
    [Fact]
    public void The_reports_of_two_streams_are_read_over_the_padding_of_the_first()
    {
        Assert.True(CongestionControlFeedback.TryParse(
            Single(Hex("8bcd0009 00000007 0000000a fffe0003 80000000 9ffe0000 0000000b 00050002 dfff8400 00010000")),
            out CongestionControlFeedback feedback));

        Assert.Equal(7u, feedback.SenderSsrc);
        Assert.Equal(0x10000u, feedback.ReportTimestamp);
        Assert.Equal(
            ["a fffe 0:0 lost unknown", "b 0005 unknown 0:1000000"],
            Describe(feedback));
    }

    [Fact]
    public void A_stream_without_reports_is_read()
    {
        Assert.True(CongestionControlFeedback.TryParse(
            Single(Hex("8bcd0004 00000007 0000000a 00100000 00000000")), out CongestionControlFeedback feedback));
        Assert.Equal(["a 0010"], Describe(feedback));
        Assert.True(CongestionControlFeedback.TryParse(Single(Hex("8bcd0002 00000007 00000000")), out feedback));
        Assert.Empty(Describe(feedback));
    }

    [Theory]
    [InlineData("8bcd0001 00000007")]
    [InlineData("8bcd0003 00000007 0000000a 00000000")]
    [InlineData("8bcd0004 00000007 0000000a 00100001 00000000")]
    [InlineData("8bcd0005 00000007 0000000a 0010ffff 80008000 00000000")]
    [InlineData("8fcd0004 00000007 0000000a 00100000 00000000")]
    [InlineData("8bce0004 00000007 0000000a 00100000 00000000")]
    public void Reports_that_are_cut_off_or_something_else_are_refused(string hex) =>
        Assert.False(CongestionControlFeedback.TryParse(Single(Hex(hex)), out _));

    [Fact]
    public void What_the_simulated_receiver_writes_is_read()
    {
        Timestamp now = Timestamp.FromMilliseconds(2000);
        byte[] bytes = StreamFeedbackSender.Write(now, (10, 65_535, [now - TimeSpan.FromMilliseconds(250), null, now]));

        Assert.True(CongestionControlFeedback.TryParse(Single(bytes), out CongestionControlFeedback feedback));
        Assert.Equal(2u << 16, feedback.ReportTimestamp);
        Assert.Equal(["a ffff 0:250000 lost 0:0"], Describe(feedback));
    }

    private static List<string> Describe(CongestionControlFeedback feedback)
    {
        List<string> streams = [];
        foreach (StreamFeedback stream in feedback.Streams)
        {
            string text = $"{stream.Ssrc:x} {stream.BeginSequence:x4}";
            for (int i = 0; i < stream.Count; i++)
            {
                PacketArrival arrival = stream[i];
                text += !arrival.IsReceived ? " lost" : arrival.HasTime ? $" 0:{arrival.MicrosecondsBefore}" : " unknown";
            }

            streams.Add(text);
        }

        return streams;
    }
}
