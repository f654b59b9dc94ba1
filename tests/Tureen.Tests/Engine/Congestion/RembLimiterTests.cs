using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Tests.Engine.Congestion;

public sealed class RembLimiterTests
{
    [Fact]
    public void Without_a_limit_nothing_is_reported()
    {
        Assert.Empty(Run(new RembLimiter(), 0, 10_000));
    }

    [Fact]
    public void A_limit_is_reported_every_1500_ms()
    {
        var limiter = new RembLimiter();
        limiter.SetMaxIncomingBitrate(new Bitrate(131_072));
        Assert.Equal([(0, 131_072), (1500, 131_072), (3000, 131_072)], Run(limiter, 0, 4000));
    }

    [Fact]
    public void The_end_of_a_limit_is_reported_four_times_and_first_at_once()
    {
        var limiter = new RembLimiter();
        limiter.SetMaxIncomingBitrate(new Bitrate(131_072));
        Run(limiter, 0, 100);
        limiter.SetMaxIncomingBitrate(Bitrate.Zero);
        Assert.Equal([(100, 0), (1600, 0), (3100, 0), (4600, 0)], Run(limiter, 100, 20_000));
    }

    [Fact]
    public void A_new_limit_ends_the_end_of_the_old_one()
    {
        var limiter = new RembLimiter();
        limiter.SetMaxIncomingBitrate(new Bitrate(131_072));
        Run(limiter, 0, 100);
        limiter.SetMaxIncomingBitrate(Bitrate.Zero);
        Run(limiter, 100, 200);
        limiter.SetMaxIncomingBitrate(new Bitrate(262_144));
        Assert.Equal([(1600, 262_144)], Run(limiter, 200, 2000));
    }

    private static List<(int At, long Rate)> Run(RembLimiter limiter, int from, int to)
    {
        var reported = new List<(int At, long Rate)>();
        Span<byte> bytes = stackalloc byte[100];
        for (int at = from; at < to; at += 10)
        {
            if (limiter.TryWriteRemb(Timestamp.FromMilliseconds(at), bytes, out int length))
            {
                var packets = new RtcpCompoundEnumerator(bytes[..length]);
                Assert.True(packets.MoveNext());
                Assert.True(ReceiverEstimatedMaxBitrate.TryParse(packets.Current, out ReceiverEstimatedMaxBitrate remb));
                reported.Add((at, remb.Bitrate.BitsPerSecond));
            }
        }

        return reported;
    }
}
