using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

public class SrtpSenderTests
{
    [Fact]
    public void AES_CM_with_HMAC_SHA1_80_gives_the_bytes_that_libsrtp_gives()
    {
        using var sender = new SrtpSender(
            SrtpProfile.AesCm128HmacSha1_80,
            Convert.FromHexString("e1f97a0d3e018be0d64fa32c06de4139"),
            Convert.FromHexString("0ec675ad498afeebb6960b3aabe6"));
        byte[] packet = new byte[38];
        SrtpVectors.Hex("800f1234decafbadcafebabeabababababababababababababababab").CopyTo(packet, 0);

        Assert.True(sender.TryProtectRtp(sender.GetStream(0xcafebabe), packet, 12, 16, [], out int length));
        Assert.Equal(
            "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
            Convert.ToHexStringLower(packet.AsSpan(0, length)));

        byte[] rtcp = new byte[38];
        SrtpVectors.Hex("81c8000bcafebabeabababababababababababababababab").CopyTo(rtcp, 0);
        Assert.True(sender.TryProtectRtcp(rtcp.AsSpan().ToArray(), 24, out _));
        Assert.True(sender.TryProtectRtcp(rtcp, 24, out length));
        Assert.Equal(
            "81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798",
            Convert.ToHexStringLower(rtcp.AsSpan(0, length)));
    }

    [Fact]
    public void AEAD_AES_128_GCM_gives_the_bytes_that_libsrtp_gives()
    {
        using var sender = new SrtpSender(
            SrtpProfile.AeadAes128Gcm,
            Convert.FromHexString("000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab"));
        byte[] packet = new byte[44];
        SrtpVectors.Hex("800f1234decafbadcafebabeabababababababababababababababab").CopyTo(packet, 0);

        Assert.True(sender.TryProtectRtp(sender.GetStream(0xcafebabe), packet, 12, 16, [], out int length));
        Assert.Equal(
            "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392",
            Convert.ToHexStringLower(packet.AsSpan(0, length)));
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void An_older_sequence_number_can_be_sent_again_even_over_a_wrap(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] original = pair.Protect(65_530);
        pair.Protect(65_535);
        pair.Protect(3);
        byte[] again = pair.Protect(65_530);
        byte[] next = pair.Protect(4);

        Assert.Equal(original, again);
        Assert.Equal(1u, pair.Sender.GetStream(SrtpFixtures.Ssrc).RolloverCounter);
        Assert.True(pair.Receiver.TryUnprotectRtp(again, out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(next, out _, out DropReason reason), reason.ToString());
    }

    [Fact]
    public void A_destination_that_is_too_small_is_refused_and_costs_no_index()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AesCm128HmacSha1_80);
        SrtpSenderStream stream = pair.Sender.GetStream(SrtpFixtures.Ssrc);
        byte[] packet = SrtpFixtures.Rtp(9);
        Assert.False(pair.Sender.TryProtectRtp(stream, packet, 12, 0, new byte[40], out int length));
        Assert.Equal(0, length);
        Assert.False(pair.Sender.TryProtectRtcp(new byte[32], 32, out _));
        Assert.False(pair.Sender.TryProtectRtcp(new byte[32], 4, out _));
    }

    [Fact]
    public void Keys_of_a_wrong_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SrtpSender(SrtpProfile.AeadAes128Gcm, new byte[27]));
        Assert.Throws<ArgumentException>(() => new SrtpSender(SrtpProfile.AeadAes128Gcm, new byte[3]));
        Assert.Throws<ArgumentException>(() => new SrtpReceiver(SrtpProfile.AeadAes256Gcm, new byte[16], new byte[12]));
    }

    [Fact]
    public void One_SSRC_has_one_stream()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        Assert.Same(pair.Sender.GetStream(1), pair.Sender.GetStream(1));
        Assert.NotSame(pair.Sender.GetStream(1), pair.Sender.GetStream(2));
    }
}
