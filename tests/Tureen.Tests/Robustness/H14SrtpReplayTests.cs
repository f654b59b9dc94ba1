using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

public class H14SrtpReplayTests
{
    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H14_a_replayed_packet_is_dropped(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] packet = pair.Protect(10);
        Assert.True(pair.Receiver.TryUnprotectRtp([.. packet], out _, out _));
        Assert.False(pair.Receiver.TryUnprotectRtp([.. packet], out _, out DropReason reason));
        Assert.Equal(DropReason.SrtpReplayed, reason);
    }

    [Fact]
    public void H14_a_packet_behind_the_window_is_dropped()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        byte[] oldest = pair.Protect(5000 - 1024);
        byte[] edge = pair.Protect(5000 - 1023);
        byte[] newest = pair.Protect(5000);
        Assert.True(pair.Receiver.TryUnprotectRtp(newest, out _, out _));
        Assert.False(pair.Receiver.TryUnprotectRtp(oldest, out _, out DropReason reason));
        Assert.Equal(DropReason.SrtpTooOld, reason);
        Assert.True(pair.Receiver.TryUnprotectRtp(edge, out _, out _));
    }

    [Theory]
    [InlineData(0x7FFF)]
    [InlineData(0x8000)]
    public void H14_a_jump_of_half_the_range_is_followed(int jump)
    {
        using var pair = new SrtpFixtures(SrtpProfile.AesCm128HmacSha1_80);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(100), out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect((ushort)(100 + jump)), out _, out DropReason reason), $"{reason}");
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect((ushort)(101 + jump)), out _, out _));
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H14_rollovers_with_loss_and_late_packets_keep_both_sides_together(int profile)
    {
        const int Packets = 70_000;
        var random = new SeededRandomSource((ulong)profile);
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[]? late = null;
        int accepted = 0;
        for (int i = 0; i < Packets; i += random.Next(1, 60))
        {
            byte[] packet = pair.Protect((ushort)(65_000 + i));
            switch (random.Next(0, 9))
            {
                case 0:
                    break;
                case 1:
                    late ??= packet;
                    break;
                default:
                    Assert.True(pair.Receiver.TryUnprotectRtp(packet, out _, out DropReason reason), $"{i}: {reason}");
                    accepted++;
                    if (late is not null && random.Next(0, 2) == 0)
                    {
                        bool isAccepted = pair.Receiver.TryUnprotectRtp(late, out _, out reason);
                        Assert.True(isAccepted || reason == DropReason.SrtpTooOld, reason.ToString());
                        late = null;
                    }

                    break;
            }
        }

        Assert.Equal(2u, pair.Sender.GetStream(SrtpFixtures.Ssrc).RolloverCounter);
        Assert.True(accepted > 1000);
    }

    [Fact]
    public void H14_a_late_packet_over_a_wrap_is_accepted()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes256Gcm);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(65_534), out _, out _));
        byte[] late = pair.Protect(65_535);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(0), out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(late, out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1), out _, out _));
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H14_forged_high_numbers_move_neither_window_nor_rollover_counter(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(65_000), out _, out _));
        byte[] next = pair.Protect(65_001);
        foreach (ushort forged in (ushort[])[65_535, 0, 5, 30_000, 32_000])
        {
            byte[] packet = [.. next];
            packet[2] = (byte)(forged >> 8);
            packet[3] = (byte)forged;
            Assert.False(pair.Receiver.TryUnprotectRtp(packet, out _, out DropReason reason));
            Assert.NotEqual(DropReason.None, reason);
        }

        Assert.True(pair.Receiver.TryUnprotectRtp(next, out _, out _));
    }
}
