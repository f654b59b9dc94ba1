using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

[Collection(nameof(AllocationMeasurement))]
public class SrtpReceiverTests
{
    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void A_protected_packet_comes_back_whole(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] plain = SrtpFixtures.Rtp(1);
        byte[] packet = pair.Protect(plain);
        Assert.Equal(plain.Length + pair.Sender.MaxRtpOverhead, packet.Length);
        Assert.NotEqual(plain[12..], packet[12..plain.Length]);

        Assert.True(pair.Receiver.TryUnprotectRtp(packet, out int length, out DropReason reason));
        Assert.Equal(DropReason.None, reason);
        Assert.Equal(plain, packet[..length]);
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void A_protected_RTCP_packet_comes_back_whole(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        for (int i = 0; i < 3; i++)
        {
            byte[] packet = pair.ProtectRtcp(SrtpFixtures.Rtcp());
            Assert.Equal(32 + pair.Sender.MaxRtcpOverhead, packet.Length);
            Assert.True(pair.Receiver.TryUnprotectRtcp(packet, out int length, out _));
            Assert.Equal(SrtpFixtures.Rtcp(), packet[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void Contributing_sources_and_extensions_stay_plain_but_are_authenticated(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] plain = SrtpFixtures.Rtp(7);
        plain[0] = 0x92;
        plain[12 + 8 + 3] = 1;
        plain[12 + 8 + 2] = 0;
        const int HeaderLength = 12 + 8 + 8;
        byte[] packet = new byte[2048];
        plain.CopyTo(packet, 0);
        SrtpSenderStream stream = pair.Sender.GetStream(SrtpFixtures.Ssrc);
        Assert.True(pair.Sender.TryProtectRtp(stream, packet, HeaderLength, plain.Length - HeaderLength, [], out int length));
        packet = packet[..length];
        Assert.Equal(plain[..HeaderLength], packet[..HeaderLength]);

        byte[] forged = [.. packet];
        forged[13] ^= 1;
        Assert.False(pair.Receiver.TryUnprotectRtp(forged, out _, out DropReason reason));
        Assert.Equal(DropReason.SrtpAuthenticationFailed, reason);
        Assert.True(pair.Receiver.TryUnprotectRtp(packet, out length, out _));
        Assert.Equal(plain, packet[..length]);
    }

    [Theory]
    [MemberData(nameof(SrtpFixtures.AllProfiles), MemberType = typeof(SrtpFixtures))]
    public void Protection_of_a_packet_allocates_nothing(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        SrtpSenderStream stream = pair.Sender.GetStream(SrtpFixtures.Ssrc);
        byte[] payload = new byte[1100];
        byte[] buffer = new byte[1500];
        byte[] rtcp = new byte[200];
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 500; i++)
            {
                ushort sequenceNumber = (ushort)((round * 500) + i);
                WriteHeader(buffer, sequenceNumber);
                pair.Sender.TryProtectRtp(stream, buffer, 12, 4, payload, out int length);
                pair.Receiver.TryUnprotectRtp(buffer.AsSpan(0, length), out _, out _);
                buffer[length - 1] ^= 1;
                pair.Receiver.TryUnprotectRtp(buffer.AsSpan(0, length), out _, out _);
                WriteHeader(rtcp, sequenceNumber);
                pair.Sender.TryProtectRtcp(rtcp, 100, out length);
                pair.Receiver.TryUnprotectRtcp(rtcp.AsSpan(0, length), out _, out _);
            }

            if (round == 1)
            {
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }
    }

    private static void WriteHeader(byte[] buffer, ushort sequenceNumber)
    {
        buffer[0] = 0x80;
        buffer[2] = (byte)(sequenceNumber >> 8);
        buffer[3] = (byte)sequenceNumber;
        buffer[8] = 0xCA;
        buffer[9] = 0xFE;
        buffer[10] = 0xBA;
        buffer[11] = 0xBE;
    }
}
