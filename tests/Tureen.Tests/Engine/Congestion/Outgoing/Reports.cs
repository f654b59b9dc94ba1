using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

/// <summary>Transport-wide feedback as a peer would write it.</summary>
internal static class Reports
{
    /// <summary>A report on packets from <paramref name="first"/> on, with the times of those that arrived; the others between them did not.</summary>
    public static byte[] Write(byte count, ushort first, params (ushort Sequence, long Microseconds)[] arrivals)
    {
        var builder = new TransportWideFeedbackBuilder();
        builder.Begin(first);
        foreach ((ushort sequence, long microseconds) in arrivals)
        {
            Assert.True(builder.TryAdd(sequence, new Timestamp(microseconds)));
        }

        byte[] bytes = new byte[EngineLimits.MaxRtcpLength];
        int length = builder.Write(bytes, 1, 2, count);
        return bytes[..length];
    }

    public static TransportWideFeedback Parse(ReadOnlySpan<byte> bytes)
    {
        Assert.True(TransportWideFeedback.TryParse(new RtcpPacketView(bytes, 0), out TransportWideFeedback report));
        return report;
    }
}
