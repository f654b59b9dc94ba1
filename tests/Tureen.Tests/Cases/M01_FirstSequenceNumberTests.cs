using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>The first sequence number of any stream lies below 2^15, so that its SRTP rollover counter is never in doubt (RFC 3711 §3.3.1).</summary>
public sealed class M01_FirstSequenceNumberTests
{
    private const int Limit = 1 << 15;

    /// <summary>Draws the highest number each time.</summary>
    private readonly HighestRandomSource _highest = new();

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Pipe)]
    [InlineData(ConsumerType.Simulcast)]
    [InlineData(ConsumerType.Svc)]
    public void Of_a_consumer(ConsumerType type)
    {
        using var scene = new LayerScene("video/VP8", type, "L1T3", encodings: 1, random: _highest);
        scene.Push(60_000, LayerScene.Vp8(1, isKey: true));
        Assert.InRange(Assert.Single(scene.Sent).Sequence, 0, Limit - 1);
    }

    [Fact]
    public void Of_an_RTX_stream()
    {
        using var slab = new PacketSlab();
        var pool = new SharedRtpPacketPool(slab);
        var parameters = new RtpStreamParameters { Ssrc = 1, PayloadType = 96, MimeType = "video/VP8", ClockRate = 90_000, UseNack = true };
        var stream = new RtpStreamSender(parameters, _highest, pool);
        stream.AttachRtx(97, 2);
        Assert.True(pool.TryRent(new PacketShare(), out SharedRtpPacket packet));
        packet.HeaderLength = RtpPacket.FixedHeaderLength;
        packet.PayloadLength = 100;
        Assert.True(stream.HandlePacket(Timestamp.Zero, packet, 10, 1000, marker: false));
        packet.Release();
        Assert.True(stream.TryRetransmit(Timestamp.Zero, 10, out Retransmission retransmission));
        Assert.InRange(retransmission.RtxSequenceNumber, 0, Limit - 1);
        stream.Pause();
    }

    [Fact]
    public void Of_the_probes()
    {
        Span<byte> bytes = stackalloc byte[ProbationPacket.MaxLength];
        Assert.NotEqual(0, new ProbationPacket(_highest).Write(bytes, 500));
        Assert.InRange(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]), 0, Limit - 1);
    }
}
