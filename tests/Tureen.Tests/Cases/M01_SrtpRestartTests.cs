using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Cases;

/// <summary>What SRTP makes of a sender whose numbers step: an older index stays refused, and nothing else is refused for ever.</summary>
public sealed class M01_SrtpRestartTests
{
    private const int MostLost = 20;
    private const int Cycle = 65_536;

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void A_step_ahead_of_more_than_half_a_cycle_is_followed(int profile)
    {
        foreach (int step in (int[])[3000, 33_000, 40_000, 60_000])
        {
            using var pair = new SrtpFixtures((SrtpProfile)profile);
            SendUnseen(pair, 0, Cycle + 500, every: 1000);
            Assert.True(Receive(pair, Cycle + 501));
            SendUnseen(pair, Cycle + 502, Cycle + step, every: 0);
            int received = 0;
            for (int i = 1; i <= 100; i++)
            {
                received += Receive(pair, Cycle + step + i) ? 1 : 0;
            }

            Assert.InRange(received, 100 - MostLost, 100);
        }
    }

    [Fact]
    public void Forged_packets_however_many_keep_none_of_the_real_ones_out()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        var random = new SeededRandomSource(5);
        for (int i = 0; i < 400; i++)
        {
            for (int forged = random.Next(10, 30); forged > 0; forged--)
            {
                byte[] packet = pair.Protect((ushort)i);
                packet[^1] ^= 1;
                Assert.False(pair.Receiver.TryUnprotectRtp(packet, out _, out DropReason reason));
                Assert.Equal(DropReason.SrtpAuthenticationFailed, reason);
            }

            Assert.True(Receive(pair, i), $"Packet {i} is refused.");
        }
    }

    [Fact]
    public void Packets_that_were_seen_stay_refused_however_often_they_are_replayed()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        byte[][] packets = [.. Enumerable.Range(0, 200).Select(i => pair.Protect((ushort)i))];
        foreach (byte[] packet in packets)
        {
            Assert.True(pair.Receiver.TryUnprotectRtp([.. packet], out _, out _));
        }

        foreach (byte[] packet in packets)
        {
            Assert.False(pair.Receiver.TryUnprotectRtp([.. packet], out _, out DropReason reason));
            Assert.Equal(DropReason.SrtpReplayed, reason);
        }

        Assert.True(Receive(pair, 200));
    }

    private static void SendUnseen(SrtpFixtures pair, int first, int end, int every)
    {
        for (int i = first; i <= end; i++)
        {
            if (every > 0 && i % every == 0)
            {
                Receive(pair, i);
            }
            else
            {
                pair.Protect(SrtpFixtures.Rtp((ushort)i, payloadLength: 4));
            }
        }
    }

    private static bool Receive(SrtpFixtures pair, int index) =>
        pair.Receiver.TryUnprotectRtp(pair.Protect((ushort)index), out _, out _);
}
