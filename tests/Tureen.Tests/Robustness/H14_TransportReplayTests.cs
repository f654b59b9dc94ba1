using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Robustness;

/// <summary>Packets that are sent twice, or that lie about their number.</summary>
public sealed class H14_TransportReplayTests
{
    [Fact]
    public void H14_a_replayed_packet_is_forwarded_once()
    {
        using var call = new HostileCall();
        byte[] datagram = Encrypt(call, call.MediaPacket(1000, isKey: true));
        for (int i = 0; i < 10_000; i++)
        {
            call.Push(call.AttackerTuple, (byte[])datagram.Clone());
        }

        Assert.Equal(1, call.AttackerForwarded);
        Assert.Equal(9_999, call.Drops[DropReason.SrtpReplayed]);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H14_forged_numbers_change_neither_the_rollover_nor_the_loss_that_is_reported()
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        byte[] forged = Encrypt(call, call.MediaPacket(1001));
        for (int i = 0; i < 65_536; i += 7)
        {
            byte[] copy = (byte[])forged.Clone();
            copy[2] = (byte)(i >> 8);
            copy[3] = (byte)(i | 1);
            copy[^1] ^= 1;
            call.Push(call.AttackerTuple, copy);
        }

        call.PushRtp(call.MediaPacket(1002));
        Assert.Equal(2, call.AttackerForwarded);
        Assert.Equal(0u, (uint)call.AttackerProducer.Streams[0]!.GetStats(call.Now).PacketsDiscarded);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H14_media_goes_on_over_three_rollovers_with_loss_and_late_packets()
    {
        using var call = new HostileCall();
        var random = new SeededRandomSource(3);
        var sink = new Testing.RecordingDatagramSink { IsRecording = false };
        int sent = 0;
        byte[]? late = null;
        for (int i = 60_000; i < 60_000 + (3 * 65_536); i++)
        {
            if (random.Next(0, 9) == 0)
            {
                continue;
            }

            byte[] datagram = Encrypt(call, call.MediaPacket((ushort)i, isKey: i < 60_010));
            sent++;
            if (random.Next(0, 19) == 0 && late is null && i % 65_536 > 20)
            {
                late = datagram;
                continue;
            }

            call.Server.Worker.HandleDatagram(call.Now, call.AttackerTuple, datagram, sink);
            if (late is not null && random.Next(0, 3) == 0)
            {
                call.Server.Worker.HandleDatagram(call.Now, call.AttackerTuple, late, sink);
                late = null;
            }
        }

        Assert.InRange(call.AttackerForwarded, sent - 2, sent);
        Assert.Equal(0, call.Drops[DropReason.SrtpAuthenticationFailed]);
        Assert.Equal(0, call.Drops[DropReason.SrtpIndexUsed]);
    }

    private static byte[] Encrypt(HostileCall call, byte[] packet)
    {
        _ = RtpPacket.TryParse(packet, out RtpPacket parsed);
        byte[] datagram = new byte[packet.Length + 32];
        return datagram[..call.Attacker.Encrypt(parsed, datagram)];
    }
}
