using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

public class H12SrtpPlainTests
{
    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void H12_plain_RTP_and_RTCP_are_never_accepted(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        Assert.False(pair.Receiver.TryUnprotectRtp(SrtpFixtures.Rtp(1), out _, out DropReason reason));
        Assert.Equal(DropReason.SrtpAuthenticationFailed, reason);
        Assert.False(pair.Receiver.TryUnprotectRtcp(SrtpFixtures.Rtcp(), out _, out reason));
        Assert.Equal(DropReason.SrtcpNotEncrypted, reason);
        Assert.Equal(0, pair.Receiver.StreamCount);
    }
}
