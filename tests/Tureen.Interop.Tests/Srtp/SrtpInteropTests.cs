using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;

namespace Tureen.Interop.Tests.Srtp;

/// <summary>That our SRTP and libsrtp's, which browsers use, read and write the same bytes.</summary>
public sealed class SrtpInteropTests
{
    public static TheoryData<int> Profiles => [.. SrtpProfileFacts.All.ToArray().Select(profile => (int)profile)];

    public static TheoryData<int, int, int, int> Shapes
    {
        get
        {
            TheoryData<int, int, int, int> shapes = [];
            foreach (SrtpProfile profile in SrtpProfileFacts.All)
            {
                shapes.Add((int)profile, 0, 0, 160);
                shapes.Add((int)profile, 0, 0xBEDE, 1100);
                shapes.Add((int)profile, 2, 0x1000, 33);
                shapes.Add((int)profile, 15, 0xBEDE, 0);
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Both_protect_RTP_to_the_same_bytes_and_read_each_other_over_two_wraps(
        int profileNumber, int csrcCount, int extensionProfile, int payloadLength)
    {
        var profile = (SrtpProfile)profileNumber;
        byte[] key = Key(profile);
        using var ourSender = new SrtpSender(profile, key);
        using var ourReceiver = new SrtpReceiver(profile, key);
        using var theirSender = new LibSrtpSession(profile, key, isInbound: false);
        using var theirReceiver = new LibSrtpSession(profile, key, isInbound: true);

        foreach (ushort sequenceNumber in SrtpPackets.SequenceNumbersOverTwoWraps)
        {
            (byte[] plain, int headerLength) = SrtpPackets.Rtp(sequenceNumber, csrcCount, extensionProfile, payloadLength);
            byte[] ours = ProtectRtp(ourSender, plain, headerLength);
            byte[] theirs = theirSender.ProtectRtp(plain);

            Assert.Equal(theirs, ours);
            Assert.Equal(plain.Length + profile.RtpTagLength(), ours.Length);
            Assert.Equal(plain, theirReceiver.UnprotectRtp(ours));
            Assert.True(ourReceiver.TryUnprotectRtp(theirs, out int length, out DropReason reason), reason.ToString());
            Assert.Equal(plain, theirs[..length]);
        }

        Assert.Equal(2u, ourSender.GetStream(SrtpPackets.Ssrc).RolloverCounter);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Both_protect_RTCP_to_the_same_bytes_and_read_each_other(int profileNumber)
    {
        var profile = (SrtpProfile)profileNumber;
        byte[] key = Key(profile);
        using var ourSender = new SrtpSender(profile, key);
        using var ourReceiver = new SrtpReceiver(profile, key);
        using var theirSender = new LibSrtpSession(profile, key, isInbound: false);
        using var theirReceiver = new LibSrtpSession(profile, key, isInbound: true);

        // The RFC starts the index at 0, libsrtp at 1; it reads the packet with index 0 all the same.
        byte[] first = SrtpPackets.Rtcp(mediaSsrc: 99);
        Assert.Equal(first, theirReceiver.UnprotectRtcp(ProtectRtcp(ourSender, first)));

        for (uint mediaSsrc = 100; mediaSsrc < 110; mediaSsrc++)
        {
            byte[] plain = SrtpPackets.Rtcp(mediaSsrc);
            byte[] ours = ProtectRtcp(ourSender, plain);
            byte[] theirs = theirSender.ProtectRtcp(plain);

            Assert.Equal(theirs, ours);
            Assert.Equal(plain, theirReceiver.UnprotectRtcp(ours));
            Assert.True(ourReceiver.TryUnprotectRtcp(theirs, out int length, out DropReason reason), reason.ToString());
            Assert.Equal(plain, theirs[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Both_refuse_what_was_changed_or_seen_before(int profileNumber)
    {
        var profile = (SrtpProfile)profileNumber;
        byte[] key = Key(profile);
        using var ourSender = new SrtpSender(profile, key);
        using var ourReceiver = new SrtpReceiver(profile, key);
        using var theirReceiver = new LibSrtpSession(profile, key, isInbound: true);
        (byte[] plain, int headerLength) = SrtpPackets.Rtp(7, 0, 0xBEDE, 50);
        byte[] rtp = ProtectRtp(ourSender, plain, headerLength);
        byte[] rtcp = ProtectRtcp(ourSender, SrtpPackets.Rtcp(1));

        Assert.All(Enumerable.Range(1, 3).Select(part => part * (rtp.Length - 1) / 3), position =>
        {
            byte[] changed = [.. rtp];
            changed[position] ^= 1;
            Assert.Equal(LibSrtp.AuthenticationFailed, theirReceiver.UnprotectRtpStatus(changed));
            Assert.False(ourReceiver.TryUnprotectRtp(changed, out _, out DropReason reason));
            Assert.Equal(DropReason.SrtpAuthenticationFailed, reason);
        });

        Assert.Equal(LibSrtp.Ok, theirReceiver.UnprotectRtpStatus(rtp));
        Assert.Equal(LibSrtp.Replayed, theirReceiver.UnprotectRtpStatus(rtp));
        Assert.Equal(LibSrtp.Ok, theirReceiver.UnprotectRtcpStatus(rtcp));
        Assert.Equal(LibSrtp.Replayed, theirReceiver.UnprotectRtcpStatus(rtcp));
        Assert.True(ourReceiver.TryUnprotectRtp([.. rtp], out _, out _));
        Assert.False(ourReceiver.TryUnprotectRtp([.. rtp], out _, out _));
        Assert.True(ourReceiver.TryUnprotectRtcp([.. rtcp], out _, out _));
        Assert.False(ourReceiver.TryUnprotectRtcp([.. rtcp], out _, out _));
    }

    private static byte[] Key(SrtpProfile profile)
    {
        byte[] key = new byte[profile.KeyingMaterialLength()];
        new Random((int)profile).NextBytes(key);
        return key;
    }

    private static byte[] ProtectRtp(SrtpSender sender, byte[] plain, int headerLength)
    {
        byte[] buffer = new byte[plain.Length + sender.MaxRtpOverhead];
        plain.AsSpan(0, headerLength).CopyTo(buffer);
        ReadOnlySpan<byte> payload = plain.AsSpan(headerLength);

        // Half of the payload in place and half from elsewhere, as when a payload descriptor was rewritten.
        int prefixLength = payload.Length / 2;
        payload[..prefixLength].CopyTo(buffer.AsSpan(headerLength));
        SrtpSenderStream stream = sender.GetStream(SrtpPackets.Ssrc);
        Assert.True(sender.TryProtectRtp(stream, buffer, headerLength, prefixLength, payload[prefixLength..], out int length));
        return buffer[..length];
    }

    private static byte[] ProtectRtcp(SrtpSender sender, byte[] plain)
    {
        byte[] buffer = new byte[plain.Length + sender.MaxRtcpOverhead];
        plain.CopyTo(buffer, 0);
        Assert.True(sender.TryProtectRtcp(buffer, plain.Length, out int length));
        return buffer[..length];
    }
}
