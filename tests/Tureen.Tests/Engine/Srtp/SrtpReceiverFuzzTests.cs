using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Srtp;

[Collection(nameof(AllocationMeasurement))]
public class SrtpReceiverFuzzTests
{
    private const int InputsPerProfile = 50_000;

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void Mutated_packets_are_refused_without_exception_or_allocation(int profileNumber)
    {
        var random = new SeededRandomSource((ulong)profileNumber + 900);
        using var pair = new SrtpFixtures((SrtpProfile)profileNumber);
        byte[] rtp = pair.Protect(40);
        byte[] rtcp = pair.ProtectRtcp(SrtpFixtures.Rtcp());
        byte[] buffer = new byte[200];
        Feed(pair, random, rtp, rtcp, buffer, 100);

        int accepted = 0;
        long allocated = Allocations.Least(() => accepted += Feed(pair, random, rtp, rtcp, buffer, InputsPerProfile));

        Assert.Equal(0, allocated);
        Assert.Equal(0, accepted);
        Assert.Equal(0, pair.Receiver.StreamCount);
        Assert.True(pair.Receiver.TryUnprotectRtp(rtp, out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtcp(rtcp, out _, out _));
    }

    private static int Feed(
        SrtpFixtures pair, SeededRandomSource random, byte[] rtp, byte[] rtcp, byte[] buffer, int count)
    {
        int accepted = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] model = i % 2 == 0 ? rtp : rtcp;
            int length = random.Next(0, 4) == 0 ? random.Next(0, model.Length - 1) : model.Length;
            model.AsSpan(0, length).CopyTo(buffer);
            for (int changes = random.Next(1, 4); changes > 0 && length > 0; changes--)
            {
                // One change to another value at least, so that none of them is the packet itself.
                buffer[random.Next(0, length - 1)] ^= (byte)random.Next(1, 255);
            }

            Span<byte> packet = buffer.AsSpan(0, length);
            if (packet.SequenceEqual(model))
            {
                continue;
            }

            bool isAccepted = i % 2 == 0
                ? pair.Receiver.TryUnprotectRtp(packet, out _, out _)
                : pair.Receiver.TryUnprotectRtcp(packet, out _, out _);
            accepted += isAccepted ? 1 : 0;
        }

        return accepted;
    }
}
