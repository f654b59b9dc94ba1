using Tureen.Engine.Rtp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;
using static Tureen.Tests.Engine.Rtp.RtpBytes;

namespace Tureen.Tests.Engine.Rtp;

public sealed class RtxPayloadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_packet_that_was_retransmitted_is_restored(int payload)
    {
        byte[] original = Packet(96, 0x1234, 7, 8, Hex("bede0001 10ff0000"), payload, marker: true);
        var rtx = new byte[original.Length + 2];

        Assert.True(RtpPacket.TryParse(original, out RtpPacket packet));
        Assert.Equal(rtx.Length, RtxPayload.Write(rtx, packet, 97, 0xBEEF, 9));
        Assert.True(RtpPacket.TryParse(rtx, out RtpPacket retransmission));
        Assert.Equal(97, retransmission.PayloadType);
        Assert.True(retransmission.Marker);
        Assert.Equal(0xBEEF, retransmission.SequenceNumber);
        Assert.Equal(7u, retransmission.Timestamp);
        Assert.Equal(9u, retransmission.Ssrc);
        Assert.Equal(payload + 2, retransmission.Payload.Length);
        Assert.True(RtxPayload.TryReadOriginalSequence(retransmission, out ushort sequence));
        Assert.Equal(0x1234, sequence);
        Assert.True(RtxPayload.TryRestore(retransmission, 96, 8, out RtpPacket restored));
        Assert.Equal(original, restored.Bytes.ToArray());
    }

    [Fact]
    public void A_retransmission_can_be_made_in_place_and_has_no_padding()
    {
        byte[] buffer = new byte[64];
        byte[] original = Packet(96, 0x1234, 7, 8, payload: 5, padding: 3);
        original.CopyTo(buffer, 0);
        Assert.True(RtpPacket.TryParse(buffer.AsSpan(0, original.Length), out RtpPacket packet));

        int length = RtxPayload.Write(buffer, packet, 97, 1, 9);

        Assert.Equal(12 + 2 + 5, length);
        Assert.True(RtpPacket.TryParse(buffer.AsSpan(0, length), out RtpPacket rtx));
        Assert.Equal(Hex("1234 0102030405"), rtx.Payload.ToArray());
        Assert.Equal(0, RtxPayload.Write(buffer.AsSpan(0, 18), rtx, 97, 1, 9));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    public void A_retransmission_without_original_sequence_number_is_refused(int payload, int padding)
    {
        Assert.True(RtpPacket.TryParse(Packet(97, 1, 2, 3, payload: payload, padding: padding), out RtpPacket rtx));
        Assert.False(RtxPayload.TryRestore(rtx, 96, 8, out _));
    }

    [Fact]
    public void Padding_of_a_retransmission_stays_padding()
    {
        Assert.True(RtpPacket.TryParse(Packet(97, 1, 2, 3, payload: 6, padding: 4), out RtpPacket rtx));
        Assert.True(RtxPayload.TryRestore(rtx, 96, 8, out RtpPacket restored));
        Assert.Equal(Hex("03040506"), restored.Payload.ToArray());
        Assert.Equal(0x0102, restored.SequenceNumber);
    }
}
