using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Tests.Cases;

/// <summary>Transport-wide sequence numbers that begin anew: the feedback goes on, about what arrived and nothing else.</summary>
public sealed class M01_TransportSequenceRestartTests
{
    [Theory]
    [InlineData(2999, 2500)]
    [InlineData(2999, 0)]
    [InlineData(40_000, 20_000)]
    [InlineData(10_000, 25_000)]
    public void Feedback_goes_on_after_a_restart(int last, int first)
    {
        var generator = new TransportFeedbackGenerator();
        Timestamp now = Timestamp.Zero;
        generator.Start(now);
        Push(generator, ref now, last - 1999, 2000);
        var reported = new HashSet<int>();
        int lost = 0;
        Push(generator, ref now, first, 100, reported, ref lost);

        // The first number of a restart only announces it.
        Assert.True(reported.IsSupersetOf(Enumerable.Range(first + 1, 99)));
        Assert.InRange(reported.Count, 99, 101);
        Assert.InRange(lost, 0, 1);
    }

    private static void Push(TransportFeedbackGenerator generator, ref Timestamp now, int first, int count)
    {
        int lost = 0;
        Push(generator, ref now, first, count, [], ref lost);
    }

    private static void Push(
        TransportFeedbackGenerator generator, ref Timestamp now, int first, int count, HashSet<int> reported, ref int lost)
    {
        for (int i = 0; i < count; i++)
        {
            now += TimeSpan.FromMilliseconds(2);
            generator.HandlePacket(now, (ushort)(first + i), ssrc: 7);
            generator.HandleDeadline(now);
            Drain(generator, reported, ref lost);
        }

        now += TimeSpan.FromMilliseconds(100);
        generator.HandleDeadline(now);
        Drain(generator, reported, ref lost);
    }

    private static void Drain(TransportFeedbackGenerator generator, HashSet<int> reported, ref int lost)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        while (generator.TryWriteFeedback(packet, out int length))
        {
            var packets = new RtcpCompoundEnumerator(packet[..length]);
            Assert.True(packets.MoveNext());
            Assert.True(TransportWideFeedback.TryParse(packets.Current, out TransportWideFeedback feedback));
            foreach (TransportWideStatus status in feedback.Statuses)
            {
                lost += status.IsReceived ? 0 : 1;
                reported.Add(status.SequenceNumber);
            }
        }
    }
}
