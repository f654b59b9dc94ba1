using Tureen.Engine.Crypto;
using Tureen.Engine.Srtp;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

public class H17SrtpIndexReuseTests
{
    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H17_no_key_stream_comes_twice_over_rollovers_and_SSRCs(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        HashSet<string> keyStreams = new(StringComparer.Ordinal);
        for (int i = 0; i < 140_000; i += 1237)
        {
            foreach (uint ssrc in (uint[])[1, 2, 0x10001])
            {
                Assert.True(keyStreams.Add(KeyStream(pair, (ushort)i, ssrc)));
            }
        }
    }

    [Fact]
    public void H17_two_sources_of_one_SSRC_share_its_rollover_state()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        SrtpSenderStream first = pair.Sender.GetStream(7);
        string before = KeyStream(pair, 65_535, 7);
        KeyStream(pair, 0, 7);
        SrtpSenderStream second = pair.Sender.GetStream(7);

        Assert.Same(first, second);
        Assert.Equal(1u, second.RolloverCounter);
        KeyStream(pair, 30_000, 7);
        KeyStream(pair, 60_000, 7);
        Assert.NotEqual(before, KeyStream(pair, 65_535, 7));
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H17_no_SRTCP_index_comes_twice_whatever_the_SSRC(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        HashSet<string> packets = new(StringComparer.Ordinal);
        for (uint i = 0; i < 2000; i++)
        {
            byte[] packet = pair.ProtectRtcp(SrtpFixtures.Rtcp(ssrc: i % 3));
            Assert.True(packets.Add(Convert.ToHexString(packet.AsSpan(8, 16))));
        }
    }

    private static string KeyStream(SrtpFixtures pair, ushort sequenceNumber, uint ssrc)
    {
        byte[] packet = SrtpFixtures.Rtp(sequenceNumber, ssrc);
        packet.AsSpan(12).Clear();
        return Convert.ToHexString(pair.Protect(packet).AsSpan(12, 32));
    }
}
