using System.Buffers.Binary;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

public class H15SrtpStreamTests
{
    private const int Packets = 100_000;

    [Fact]
    public void H15_a_new_SSRC_per_unauthenticated_packet_leaves_no_state()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        byte[] packet = pair.Protect(1);
        for (uint i = 0; i < Packets; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), i);
            if (pair.Receiver.TryUnprotectRtp(packet, out _, out _))
            {
                Assert.Fail("A forged packet was accepted.");
            }
        }

        Assert.Equal(0, pair.Receiver.StreamCount);
    }

    [Fact]
    public void H15_a_new_SSRC_per_authenticated_packet_is_capped_and_known_ones_go_on()
    {
        using var pair = new SrtpFixtures(SrtpProfile.AeadAes128Gcm);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc: 1), out _, out _));
        int refused = 0;
        for (uint i = 2; i < Packets; i++)
        {
            bool isAccepted = pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc: i), out _, out DropReason reason);
            refused += isAccepted ? 0 : 1;
            Assert.True(isAccepted || reason == DropReason.SrtpStreamLimit);
            pair.Sender.RemoveStream(i);
        }

        Assert.Equal(EngineLimits.MaxSrtpStreams, pair.Receiver.StreamCount);
        Assert.Equal(Packets - 1 - EngineLimits.MaxSrtpStreams, refused);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(2, ssrc: 1), out _, out _));

        pair.Receiver.RemoveStream(2);
        Assert.True(pair.Receiver.TryUnprotectRtp(pair.Protect(1, ssrc: 0xFFFFFFFF), out _, out _));
    }
}
