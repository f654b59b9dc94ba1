using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Codecs;

[Collection(nameof(AllocationMeasurement))]
public sealed class FrameReaderTests
{
    private static readonly byte[] Structure = Convert.FromHexString("80012F800214EAA860414D1410208426");

    [Theory]
    [InlineData("67420001 68C0 658801 658801", "1000")]
    [InlineData("67420001 658801", "10")]
    [InlineData("6142 68C0 67420001 658801", "0010")]
    [InlineData("7800046742000100026842 7C8588 7C4588", "100")]
    [InlineData("09F0 67420001CC 68C0 0601 658801 418801 09F0 658801 418801", "010000010")]
    public void H264_begins_with_parameter_sets_or_with_an_IDR_slice_after_them(string units, string expected)
    {
        var reader = new FrameReader(MediaCodec.H264, sprop: null);
        var begins = new List<char>();
        uint timestamp = 0;
        foreach (string unit in units.Split(' '))
        {
            timestamp += unit.StartsWith("09", StringComparison.Ordinal) || unit.StartsWith("41", StringComparison.Ordinal) ? 3000u : 0;
            begins.Add(Read(reader, (ushort)begins.Count, timestamp, Convert.FromHexString(unit), default).IsKeyFrame ? '1' : '0');
        }

        Assert.Equal(expected, new string([.. begins]));
    }

    [Fact]
    public void Nothing_is_allocated_per_packet()
    {
        (MediaCodec Codec, byte[][] Payloads)[] streams =
        [
            (MediaCodec.H264, [[0x67, 0x42, 0, 1, 0xCC], [0x68, 0xCC], [0x65, 0x88, 1], [0x41, 0x88, 1]]),
            (MediaCodec.Vp8, [[0x90, 0xF0, 0x81, 0x11, 0x22, 0x33, 0], [0x00, 9]]),
            (MediaCodec.Vp9, [[0xF8, 5, 0x20, 3, 9, 0xC8, 0], [0x40, 9]]),
            (MediaCodec.Av1, [[0x10, 0], [0x10, 0]]),
        ];
        foreach ((MediaCodec codec, byte[][] payloads) in streams)
        {
            var reader = new FrameReader(codec, sprop: null);
            for (int round = 0; round < 2; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 2000; i++)
                {
                    byte[] payload = payloads[i % payloads.Length];
                    ReadOnlySpan<byte> descriptor = codec == MediaCodec.Av1 && i % 2 == 0 ? Structure : default;
                    Read(reader, (ushort)i, (uint)(i / payloads.Length) * 3000, payload, descriptor);
                }

                Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before, codec.ToString());
            }
        }
    }

    private static PayloadDescriptor Read(
        FrameReader reader, ushort sequence, uint timestamp, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> descriptor)
    {
        Span<byte> bytes = stackalloc byte[100];
        var writer = new RtpHeaderWriter(bytes, 96, marker: false, sequence, timestamp, 1);
        int length = writer.Finish();
        payload.CopyTo(bytes[length..]);
        Assert.True(RtpPacket.TryParse(bytes[..(length + payload.Length)], out RtpPacket packet));
        reader.Read(packet, descriptor, isLate: false, out PayloadDescriptor read);
        return read;
    }
}
