using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

public class H16SrtcpTests
{
    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H16_every_shorter_length_is_refused(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] packet = pair.ProtectRtcp(SrtpFixtures.Rtcp());
        int shortest = 8 + 4 + ((SrtpProfile)profile).RtcpTagLength();
        for (int length = 0; length < packet.Length; length++)
        {
            Assert.False(pair.Receiver.TryUnprotectRtcp(packet.AsSpan(0, length).ToArray(), out _, out DropReason reason));
            Assert.Equal(length < shortest, reason == DropReason.SrtpTooShort);
        }

        Assert.True(pair.Receiver.TryUnprotectRtcp(packet, out _, out _));
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H16_a_packet_without_the_E_bit_is_refused(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] packet = pair.ProtectRtcp(SrtpFixtures.Rtcp());
        int word = ((SrtpProfile)profile).IsAead() ? packet.Length - 4 : packet.Length - 14;
        Assert.Equal(0x80, packet[word] & 0x80);
        packet[word] &= 0x7F;
        Assert.False(pair.Receiver.TryUnprotectRtcp(packet, out _, out DropReason reason));
        Assert.Equal(DropReason.SrtcpNotEncrypted, reason);
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H16_a_replayed_index_is_refused(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] first = pair.ProtectRtcp(SrtpFixtures.Rtcp());
        byte[] second = pair.ProtectRtcp(SrtpFixtures.Rtcp());
        Assert.True(pair.Receiver.TryUnprotectRtcp([.. second], out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtcp([.. first], out _, out _));
        Assert.False(pair.Receiver.TryUnprotectRtcp(first, out _, out DropReason reason));
        Assert.Equal(DropReason.SrtpReplayed, reason);
        Assert.False(pair.Receiver.TryUnprotectRtcp(second, out _, out reason));
        Assert.Equal(DropReason.SrtpReplayed, reason);
    }

    [Fact]
    public void H16_SRTCP_keeps_80_bits_where_SRTP_has_32()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AesCm128HmacSha1_32);
        Assert.Equal(SrtpFixtures.Rtp(1).Length + 4, pair.Protect(1).Length);
        Assert.Equal(SrtpFixtures.Rtcp().Length + 4 + 10, pair.ProtectRtcp(SrtpFixtures.Rtcp()).Length);
    }
}
