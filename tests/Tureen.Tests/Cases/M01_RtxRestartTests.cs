using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Tests.Engine.Streams;

namespace Tureen.Tests.Cases;

/// <summary>An RTX stream whose numbers begin anew, and retransmissions that come after their source did.</summary>
public sealed class M01_RtxRestartTests
{
    private const uint Ssrc = 1111;
    private const uint RtxSsrc = 2222;
    private const byte PayloadType = 96;
    private const byte RtxPayloadType = 97;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    private readonly RtpStreamReceiver _stream = new(
        Start,
        new RtpStreamParameters
        {
            Ssrc = Ssrc,
            PayloadType = PayloadType,
            MimeType = "video/VP8",
            ClockRate = 90_000,
            UseNack = true,
            RtxSsrc = RtxSsrc,
            RtxPayloadType = RtxPayloadType,
        },
        hasInactivityCheck: false);

    [Theory]
    [InlineData(999, 0)]
    [InlineData(10_000, 9_700)]
    [InlineData(10_000, 9_950)]
    [InlineData(30_000, 10_000)]
    [InlineData(10_000, 15_000)]
    public void Retransmissions_go_on_after_their_stream_began_anew(int last, int first)
    {
        int media = 0;
        for (int rtx = last - 900; rtx <= last; rtx++)
        {
            Assert.True(RepairNext(rtx, ref media));
        }

        int repaired = 0;
        for (int i = 0; i < 900; i++)
        {
            repaired += RepairNext(first + i, ref media) ? 1 : 0;
        }

        Assert.InRange(repaired, 899, 900);
        Assert.InRange(_stream.GetStats(Start).RtxPacketsDiscarded!.Value, 0, 1);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(49_500)]
    public void Retransmissions_of_the_run_before_do_not_lead_back_to_it(int first)
    {
        Run(50_000, 50_100, timestamp: 700_000);
        Run(first, first + 50, timestamp: 9000);
        Assert.Equal(1, _stream.Run);
        for (int i = 0; i < 4; i++)
        {
            Assert.False(Retransmit(i, 50_100 + i, 700_000 + (100 * 3000) + (uint)(i * 3000)));
        }

        Run(first + 50, first + 90, timestamp: 9000 + (50 * 3000));
        Assert.Equal(1, _stream.Run);
        Assert.Equal(100 + 49 + 40, _stream.GetStats(Start).PacketCount);
    }

    [Fact]
    public void What_was_missing_before_a_restart_is_not_asked_for_after_it()
    {
        Run(1000, 1100, timestamp: 700_000);
        Run(1150, 1160, timestamp: 700_000 + (150 * 3000));
        Run(900, 920, timestamp: 9000);
        _stream.HandleDeadline(Start + TimeSpan.FromSeconds(1));
        Assert.False(_stream.TryWriteNack(stackalloc byte[500], out _));
    }

    private void Run(int first, int end, uint timestamp)
    {
        for (int sequence = first; sequence < end; sequence++)
        {
            RtpPacket packet = Parse(PayloadType, Ssrc, sequence, timestamp, [1, 2]);
            timestamp += 3000;
            _stream.TryTake(Start, packet);
        }
    }

    /// <summary>Loses every second packet of the media and brings it by RTX.</summary>
    private bool RepairNext(int rtx, ref int media)
    {
        Run(media, media + 1, (uint)media * 3000);
        Run(media + 2, media + 3, (uint)(media + 2) * 3000);
        bool isRepaired = Retransmit(rtx, media + 1, (uint)(media + 1) * 3000);
        media += 2;
        return isRepaired;
    }

    private bool Retransmit(int rtx, int original, uint timestamp)
    {
        RtpPacket packet = Parse(RtxPayloadType, RtxSsrc, rtx, timestamp, [(byte)(original >> 8), (byte)original, 1, 2]);
        return _stream.TryRestore(packet, out RtpPacket restored)
            && _stream.TryTrack(Start, restored, isRecovered: true, out _)
            && _stream.HandleRtxPacket(Start, restored, isKeyFrame: false);
    }

    private static RtpPacket Parse(byte payloadType, uint ssrc, int sequence, uint timestamp, byte[] payload)
    {
        byte[] bytes = new byte[RtpPacket.FixedHeaderLength + payload.Length];
        bytes[0] = 0x80;
        bytes[1] = payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), ssrc);
        payload.CopyTo(bytes, RtpPacket.FixedHeaderLength);
        Assert.True(RtpPacket.TryParse(bytes, out RtpPacket packet));
        return packet;
    }
}
