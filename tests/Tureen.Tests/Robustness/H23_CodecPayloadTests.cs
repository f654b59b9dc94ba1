using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Tests.Engine.Codecs;

namespace Tureen.Tests.Robustness;

/// <summary>H23: payloads of the codecs, cut short and driven to their bounds.</summary>
public sealed class H23_CodecPayloadTests
{
    [Fact]
    public void Every_combination_of_VP8_flags_is_read_at_every_length()
    {
        byte[] payload = new byte[8];
        var parser = new PayloadParser(MediaCodec.Vp8);
        Span<byte> written = stackalloc byte[PayloadRewrite.MaxLength];
        for (int flags = 0; flags < 1 << 16; flags++)
        {
            payload[0] = (byte)(flags >> 8);
            payload[1] = (byte)flags;
            foreach (byte fill in new byte[] { 0x00, 0x7F, 0x80, 0xFF })
            {
                payload.AsSpan(2).Fill(fill);
                for (int length = 0; length <= payload.Length; length++)
                {
                    PayloadDescriptor read = parser.Parse(payload.AsSpan(0, length), marker: false, default);
                    Assert.True(read.Length <= length);
                    new PayloadRewrite(0x7FFF, 0xFF).Write(read, payload.AsSpan(0, length), written, out _);
                }
            }
        }
    }

    [Fact]
    public void A_VP9_structure_of_eight_layers_and_255_pictures_is_read_at_every_length()
    {
        byte[] payload = [0xEA, 0xFF, 0xFF, 0x0E, 0x00, 0xF8, .. new byte[32], 255, .. Enumerable.Repeat(new byte[] { 0xFC, 1, 2, 3 }, 255).SelectMany(static picture => picture)];
        for (int length = 0; length <= payload.Length; length++)
        {
            PayloadDescriptor read = new PayloadParser(MediaCodec.Vp9).Parse(payload.AsSpan(0, length), marker: false, default);
            Assert.Equal(length == payload.Length, read.IsPresent);
        }

        // Eight layers, sizes, a group of pictures that have references only by their count.
        for (int flags = 0; flags < 256; flags++)
        {
            payload[0] = (byte)flags;
            for (int length = 0; length < 64; length++)
            {
                PayloadDescriptor read = new PayloadParser(MediaCodec.Vp9).Parse(payload.AsSpan(0, length), marker: false, default);
                Assert.True(read.Length <= length);
            }
        }
    }

    [Fact]
    public void H264_units_of_any_type_and_of_one_to_four_bytes_are_read()
    {
        byte[] payload = new byte[4];
        for (int first = 0; first < 256; first++)
        {
            for (int second = 0; second < 256; second++)
            {
                foreach (byte rest in new byte[] { 0x00, 0x01, 0x67, 0xFF })
                {
                    payload[0] = (byte)first;
                    payload[1] = (byte)second;
                    payload[2] = payload[3] = rest;
                    for (int length = 0; length <= payload.Length; length++)
                    {
                        H264Payload.IsKeyFrame(payload.AsSpan(0, length));
                    }
                }
            }
        }

        // A unit that claims more than there is, and 32,768 empty ones.
        Assert.False(H264Payload.IsKeyFrame([0x78, 0xFF, 0xFF, 0x67]));
        Assert.False(H264Payload.IsKeyFrame([0x78, .. new byte[65_535]]));
    }

    [Fact]
    public void AV1_units_whose_length_overflows_are_not_followed()
    {
        // W 1 and 3, N, and lengths in LEB128 that never end: only the aggregation header counts.
        foreach (byte header in new byte[] { 0x08, 0x18, 0x38, 0x88, 0xF8, 0x00 })
        {
            byte[] payload = [header, .. Enumerable.Repeat((byte)0xFF, 1199)];
            for (int length = 1; length < 20; length++)
            {
                PayloadDescriptor read = new PayloadParser(MediaCodec.Av1).Parse(payload.AsSpan(0, length), marker: false, default);
                Assert.Equal((header & 0x88) == 0x08, read.IsKeyFrame);
            }
        }
    }

    [Fact]
    public void A_dependency_structure_with_all_its_tables_full_is_read_and_cut_short_at_every_byte()
    {
        // 32 targets and 32 chains, of 3 spatial layers; two more templates would not fit the element of 255 bytes.
        string all = new('S', 32);
        int[] chains = [.. Enumerable.Range(0, 32).Select(static chain => chain % 16)];
        var bytes = new DependencyDescriptorBytes
        {
            Offset = 63,
            ProtectedBy = [.. Enumerable.Range(0, 32)],
            Resolutions = [(65_536, 65_536), (1, 1), (2, 2)],
            Templates = [.. Enumerable.Range(0, 6).Select(i => (i / 2, i % 2, all, new[] { 1, 16 }, chains))],
        };
        byte[] whole = bytes.Write(5, 65_535, withStructure: true, active: uint.MaxValue, indications: all, distances: [4096, 256, 16], chains: [.. Enumerable.Repeat(255, 32)]);
        var reader = new DependencyDescriptorReader();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(reader.TryRead(whole.AsSpan(0, length), out _));
        }

        Assert.True(reader.TryRead(whole, out DependencyDescriptor read));
        Assert.Equal((6, 32, 32), (read.Structure!.TemplateCount, read.Structure.DecodeTargetCount, read.Structure.ChainCount));
        byte[] rewritten = new byte[whole.Length + DependencyDescriptorRewriter.MaxGrowth];
        Assert.Equal(whole.Length, DependencyDescriptorRewriter.Write(read, whole, 1, rewritten));
    }

    [Fact]
    public void More_templates_or_layers_than_there_may_be_are_refused()
    {
        string[] structures =
        [
            new('0', 65 * 2),
            string.Concat(Enumerable.Repeat("01", 8)) + "11",
            string.Concat(Enumerable.Repeat("10", 4)) + "11",
        ];
        foreach (string layers in structures)
        {
            byte[] bytes = new byte[255];
            var writer = new BitWriter(bytes);
            writer.Write(0x80, 8);
            writer.Write(1, 16);
            writer.Write(0b10000, 5);
            writer.Write(0, 11);
            foreach (char bit in layers)
            {
                writer.Write((uint)(bit - '0'), 1);
            }

            Assert.False(new DependencyDescriptorReader().TryRead(bytes, out _));
        }

        // 64 templates are the most.
        var most = new DependencyDescriptorBytes { Templates = [.. Enumerable.Range(0, 64).Select(static _ => (0, 0, "S", Array.Empty<int>(), Array.Empty<int>()))] };
        var reader = new DependencyDescriptorReader();
        Assert.True(reader.TryRead(most.Write(63, 1, withStructure: true), out DependencyDescriptor read));
        Assert.Equal(64, read.Structure!.TemplateCount);
    }

    [Fact]
    public void Opus_packets_of_every_first_byte_and_length_are_classified()
    {
        byte[] payload = new byte[4];
        for (int first = 0; first < 256; first++)
        {
            payload[0] = (byte)first;
            for (int length = 0; length <= payload.Length; length++)
            {
                bool isDtx = OpusPayload.IsDtx(payload.AsSpan(0, length));
                bool isEmpty = (first & 3) switch { 0 or 1 => length == 1, 2 => length == 2, _ => false };
                Assert.Equal(isEmpty, isDtx);
            }
        }
    }

    [Fact]
    public void Selectors_survive_any_descriptor()
    {
        var random = new SeededRandomSource(23);
        foreach (MediaCodec codec in Enum.GetValues<MediaCodec>())
        {
            var selector = LayerSelector.Create(codec, 3, 3, isKSvc: true);
            byte[] bytes = new byte[24];
            var parser = new PayloadParser(codec);
            for (int i = 0; i < 20_000; i++)
            {
                random.Fill(bytes);
                selector.SetTargets(random.Next(-1, 7), random.Next(-1, 7));
                if (random.Next(0, 20) == 0)
                {
                    selector.RequireSync();
                    selector.SetCurrent(random.Next(-1, 7), random.Next(-1, 7));
                }

                bool marker = false;
                PayloadDescriptor descriptor = parser.Parse(bytes.AsSpan(0, 8), marker, bytes.AsSpan(8, random.Next(0, 16)));
                selector.TrySelect(descriptor, ref marker, out _);
            }
        }
    }
}
