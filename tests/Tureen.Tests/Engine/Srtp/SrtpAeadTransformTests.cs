using Tureen.Engine.Crypto;
using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

public class SrtpAeadTransformTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_SRTP_packets_of_RFC_7714_16_hold(int profileNumber)
    {
        var profile = (SrtpProfile)profileNumber;
        byte[] expected = profile == SrtpProfile.AeadAes256Gcm ? SrtpVectors.Rtp256 : SrtpVectors.Rtp128;
        foreach (int prefixLength in (int[])[0, 5, 38])
        {
            using SrtpTransform encryptor = Create(profile, encrypt: true);
            byte[] packet = new byte[expected.Length];
            SrtpVectors.Rtp.AsSpan(0, 12 + prefixLength).CopyTo(packet);
            encryptor.ProtectRtp(
                SrtpVectors.RtpSsrc, SrtpVectors.RtpIndex, packet, 12, prefixLength, SrtpVectors.Rtp.AsSpan(12 + prefixLength));
            Assert.Equal(expected, packet);

            using SrtpTransform decryptor = Create(profile, encrypt: false);
            Assert.True(decryptor.TryUnprotectRtp(SrtpVectors.RtpSsrc, SrtpVectors.RtpIndex, packet, 12));
            Assert.Equal(SrtpVectors.Rtp, packet[..SrtpVectors.Rtp.Length]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_SRTCP_packets_of_RFC_7714_17_hold(int profileNumber)
    {
        var profile = (SrtpProfile)profileNumber;
        byte[] expected = profile == SrtpProfile.AeadAes256Gcm ? SrtpVectors.Rtcp256 : SrtpVectors.Rtcp128;
        using SrtpTransform encryptor = Create(profile, encrypt: true);
        byte[] packet = new byte[expected.Length];
        SrtpVectors.Rtcp.CopyTo(packet, 0);
        encryptor.ProtectRtcp(SrtpVectors.RtcpSsrc, SrtpVectors.RtcpIndex, packet);
        Assert.Equal(expected, packet);

        using SrtpTransform decryptor = Create(profile, encrypt: false);
        Assert.Equal(0x8000_05d4u, decryptor.ReadRtcpIndexWord(packet));
        Assert.True(decryptor.TryUnprotectRtcp(SrtpVectors.RtcpSsrc, SrtpVectors.RtcpIndex, packet));
        Assert.Equal(SrtpVectors.Rtcp, packet[..SrtpVectors.Rtcp.Length]);
    }

    private static SrtpAeadTransform Create(SrtpProfile profile, bool encrypt) =>
        new(profile, SrtpVectors.SessionKeys(profile), SrtpVectors.SessionKeys(profile), encrypt);
}
