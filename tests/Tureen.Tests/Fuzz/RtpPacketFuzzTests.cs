using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Testing;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;
using static Tureen.Tests.Engine.Rtp.RtpBytes;

namespace Tureen.Tests.Fuzz;

[Collection(nameof(AllocationMeasurement))]
public sealed class RtpPacketFuzzTests
{
    private const int Inputs = 200_000;
    private const int WarmUp = 1_000;

    [Fact]
    public void Any_bytes_are_viewed_without_an_exception_and_without_allocation()
    {
        var mutator = new WireMutator(0x5EED, [
            Packet(111, 23617, 1660241882, 2674985186, Hex("bede0001 10ff0000"), payload: 33),
            Packet(100, 28478, 172320136, 3316375386, payload: 78, padding: 149),
            Packet(96, 1, 2, 3, Hex("bede0005 10aa2201 02034201 020351be ef63aabb ccdd0000"), payload: 20, marker: true),
            Packet(96, 1, 2, 3, Hex("10000003 0101ff02 00000304 01020304"), payload: 5, padding: 2),
            Packet(97, 1, 2, 3, payload: 2),
        ]);
        int checksum = 0;
        for (int i = 0; i < WarmUp; i++)
        {
            checksum += Walk(mutator.Next());
        }

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < Inputs; i++)
            {
                checksum += Walk(mutator.Next());
            }
        });

        Assert.Equal(0, allocated);
        Assert.NotEqual(0, checksum);
    }

    private static int Walk(Span<byte> bytes)
    {
        if (!RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            return 0;
        }

        int sum = packet.PayloadType + packet.SequenceNumber + (int)packet.Timestamp + (int)packet.Ssrc + packet.ExtensionProfile;
        sum += packet.HeaderLength + packet.Payload.Length + packet.PaddingLength - bytes.Length;
        foreach (RtpExtensionElement element in packet.EnumerateExtensions())
        {
            sum += element.Id + Read(element.Value);
        }

        packet.TryGetExtension(sum & 0xFF, out _);
        return RtxPayload.TryRestore(packet, 96, 1, out RtpPacket original) ? sum + original.Payload.Length : sum;
    }

    private static int Read(ReadOnlySpan<byte> value)
    {
        int read = AbsSendTime.TryRead(value, out _) ? 1 : 0;
        read += TransportSequence.TryRead(value, out _) ? 1 : 0;
        read += AudioLevel.TryRead(value, out _) ? 1 : 0;
        read += VideoOrientation.TryRead(value, out _) ? 1 : 0;
        read += AbsCaptureTime.TryRead(value, out _) ? 1 : 0;
        read += PlayoutDelay.TryRead(value, out _) ? 1 : 0;
        read += TransmissionTimeOffset.TryRead(value, out _) ? 1 : 0;
        return read + (PacketId.TryRead(value, out _) ? 1 : 0);
    }
}
