using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

/// <summary>SSRCs that go and come back in one SRTP session, and those that are seen in RTCP alone.</summary>
public sealed class S8_SrtpMemoryTests
{
    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void S8_packets_recorded_before_an_SSRC_was_freed_are_not_taken_again(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[][] recorded = [.. Enumerable.Range(100, 5).Select(number => pair.Protect((ushort)number))];
        byte[] report = pair.ProtectRtcp(SrtpFixtures.Rtcp());
        Assert.All(recorded, packet => Assert.True(pair.Receiver.TryUnprotectRtp([.. packet], out _, out _)));
        Assert.True(pair.Receiver.TryUnprotectRtcp([.. report], out _, out _));

        pair.Receiver.RemoveStream(SrtpFixtures.Ssrc);
        Assert.Equal(0, pair.Receiver.StreamCount);
        foreach (byte[] packet in recorded)
        {
            Assert.False(pair.Receiver.TryUnprotectRtp([.. packet], out _, out DropReason reason));
            Assert.Equal(DropReason.SrtpTooOld, reason);
        }

        Assert.False(pair.Receiver.TryUnprotectRtcp([.. report], out _, out DropReason rtcpReason));
        Assert.Equal(DropReason.SrtpTooOld, rtcpReason);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(105), out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtcp(pair.ProtectRtcp(SrtpFixtures.Rtcp()), out _, out _));
        Assert.False(pair.Receiver.TryUnprotectRtp([.. recorded[4]], out _, out _));
    }

    [Fact]
    public void S8_the_rollover_counter_survives()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AesCm128HmacSha1_80);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(65_535), out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(0), out _, out _));
        pair.Receiver.RemoveStream(SrtpFixtures.Ssrc);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1), out _, out DropReason reason), reason.ToString());
    }

    [Fact]
    public void S8_a_flood_of_freed_SSRCs_is_remembered_within_a_bound()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        byte[] newest = [];
        byte[] oldest = pair.Protect(1, ssrc: 1);
        Assert.True(pair.Receiver.TryUnprotectRtp([.. oldest], out _, out _));
        pair.Receiver.RemoveStream(1);
        for (uint ssrc = 2; ssrc <= EngineLimits.MaxRememberedSrtpStreams + 1; ssrc++)
        {
            newest = pair.Protect(1, ssrc);
            Assert.True(pair.Receiver.TryUnprotectRtp([.. newest], out _, out _));
            pair.Receiver.RemoveStream(ssrc);
        }

        Assert.Equal(EngineLimits.MaxRememberedSrtpStreams, pair.Receiver.RememberedCount);
        Assert.False(pair.Receiver.TryUnprotectRtp(newest, out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(oldest, out _, out _));
    }

    [Fact]
    public void S8_SSRCs_seen_in_RTCP_alone_make_room_for_media_and_for_each_other()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc: 1), out _, out _));
        for (uint ssrc = 2; ssrc < 3 * EngineLimits.MaxSrtpStreams; ssrc++)
        {
            Assert.True(pair.Receiver.TryUnprotectRtcp(pair.ProtectRtcp(SrtpFixtures.Rtcp(ssrc)), out _, out _));
        }

        Assert.Equal(EngineLimits.MaxSrtpStreams, pair.Receiver.StreamCount);
        for (uint ssrc = 10_000; ssrc < 10_000 + EngineLimits.MaxSrtpStreams - 1; ssrc++)
        {
            Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc), out _, out _));
        }

        // Media makes no room for media, and nothing for RTCP.
        Assert.False(pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc: 20_000), out _, out DropReason reason));
        Assert.Equal(DropReason.SrtpStreamLimit, reason);
        Assert.False(pair.Receiver.TryUnprotectRtcp(pair.ProtectRtcp(SrtpFixtures.Rtcp(20_001)), out _, out _));
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(2, ssrc: 1), out _, out _));
    }

    [Fact]
    public void S8_an_SSRC_whose_media_was_freed_can_be_evicted_when_RTCP_brings_it_back()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        for (uint ssrc = 1; ssrc <= 2 * EngineLimits.MaxSrtpStreams; ssrc++)
        {
            Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc), out _, out DropReason reason), $"{ssrc}: {reason}");
            pair.Receiver.RemoveStream(ssrc);
            Assert.True(pair.Receiver.TryUnprotectRtcp(pair.ProtectRtcp(SrtpFixtures.Rtcp(ssrc)), out _, out _));
        }

        Assert.Equal(EngineLimits.MaxSrtpStreams, pair.Receiver.StreamCount);
    }

    [Fact]
    public void S8_packets_recorded_before_a_producer_closed_reach_nobody()
    {
        using var call = new HostileCall();
        byte[] packet = call.MediaPacket(1000, isKey: true);
        Assert.True(RtpPacket.TryParse(packet, out RtpPacket parsed));
        byte[] datagram = new byte[packet.Length + 32];
        int length = call.Attacker.Encrypt(parsed, datagram);
        call.Push(call.AttackerTuple, datagram.AsSpan(0, length).ToArray());
        Assert.Equal(1, call.AttackerForwarded);

        call.AttackerTransport.Media.CloseProducer(call.Now, call.AttackerProducer, call.Server.Sink);
        call.Push(call.AttackerTuple, datagram.AsSpan(0, length).ToArray());
        Assert.Equal(1, call.Drops[DropReason.SrtpTooOld]);
        Assert.Equal(0, call.Drops[DropReason.RtpNoProducer]);
        call.AssertOthersUnharmed();
    }
}
