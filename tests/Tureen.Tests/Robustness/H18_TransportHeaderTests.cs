using Tureen.Engine.Primitives;

namespace Tureen.Tests.Robustness;

/// <summary>Encrypted packets with headers and sizes that nobody sends in earnest.</summary>
public sealed class H18_TransportHeaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1480)]
    [InlineData(1501)]
    [InlineData(1999)]
    [InlineData(2048)]
    [InlineData(4000)]
    [InlineData(9000)]
    public void H18_a_packet_of_any_length_is_forwarded_or_counted_and_harms_nothing(int payloadLength)
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(999, isKey: true));
        byte[] packet = new byte[12 + payloadLength];
        call.MediaPacket(1000).AsSpan(0, 12).CopyTo(packet);
        long drops = call.Drops.Total;
        call.PushRtp(packet);

        bool isForwarded = call.AttackerForwarded == 2;
        Assert.True(isForwarded || payloadLength is 0 || call.Drops.Total == drops + 1);
        Assert.True(isForwarded || payloadLength is 0 or > 1500);
        call.PushRtp(call.MediaPacket(1001));
        Assert.Equal(isForwarded ? 3 : 2, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H18_headers_that_reach_past_the_packet_are_dropped_and_counted()
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(999, isKey: true));

        // Fifteen CSRCs and a long extension that are not there, then padding of 200 bytes, and of none.
        PushRaw(call, 1000, 0x8F, [0, 0, 0, 0]);
        PushRaw(call, 1001, 0x90, [0xBE, 0xDE, 0xFF, 0xFF]);
        Assert.Equal(2, call.Drops[DropReason.SrtpTooShort]);
        PushRaw(call, 1002, 0xA0, [1, 2, 3, 200]);
        PushRaw(call, 1003, 0xA0, [1, 2, 3, 0]);
        Assert.Equal(2, call.Drops[DropReason.RtpMalformed]);

        Assert.Equal(1, call.AttackerForwarded);
        call.PushRtp(call.MediaPacket(1004));
        Assert.Equal(2, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H18_fifteen_CSRCs_and_two_kilobytes_of_extensions_are_taken_and_not_passed_on()
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(999, isKey: true));
        byte[] packet = new byte[12 + 60 + 4 + 1600 + 50];
        call.MediaPacket(1000).AsSpan(0, 12).CopyTo(packet);
        packet[0] = 0x9F;
        new byte[] { 0x10, 0x00, 1600 >> 10, (1600 >> 2) & 0xFF }.CopyTo(packet, 72);
        for (int i = 76; i < 1676; i += 4)
        {
            packet[i] = (byte)(1 + (i % 255));
            packet[i + 1] = 2;
        }

        call.PushRtp(packet);
        Assert.Equal(2, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }

    /// <summary>A packet with the right tag over a wrong first byte.</summary>
    private static void PushRaw(HostileCall call, ushort sequence, byte first, byte[] rest)
    {
        byte[] header = call.MediaPacket(sequence)[..12];
        header[0] = first;
        byte[] datagram = new byte[64];
        int length = call.Attacker.Encrypt(header, rest, datagram);
        call.Push(call.AttackerTuple, datagram.AsSpan(0, length));
    }
}
