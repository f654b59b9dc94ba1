using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

public sealed class DependencyDescriptorReaderTests
{
    private const string OneSpatialThreeTemporal = "80 01 2F 80 02 14 EA A8 60 41 4D 14 10 20 84 26";

    private static DependencyDescriptorBytes TwoByTwo(int offset = 0) => new()
    {
        Offset = offset,
        ProtectedBy = [0, 0, 1, 1],
        Resolutions = [(320, 180), (640, 360)],
        Templates =
        [
            (0, 0, "SSSS", [], [0, 0]),
            (0, 0, "SSRR", [4], [4, 3]),
            (0, 1, "-D-R", [2], [2, 1]),
            (1, 0, "--SS", [1], [1, 1]),
            (1, 0, "--SS", [4, 1], [1, 4]),
            (1, 1, "---D", [2, 1], [3, 2]),
        ],
    };

    [Fact]
    public void A_structure_of_one_spatial_and_three_temporal_layers_is_read()
    {
        var reader = new DependencyDescriptorReader();
        Assert.True(reader.TryRead(Hex(OneSpatialThreeTemporal), out DependencyDescriptor read));
        Assert.True(read.IsFrameStart);
        Assert.False(read.IsFrameEnd);
        Assert.True(read.IsStructureAttached);
        Assert.Equal(0, read.TemplateId);
        Assert.Equal(303, read.FrameNumber);
        Assert.Equal(0b111u, read.ActiveDecodeTargets);
        DependencyStructure structure = read.Structure!;
        Assert.Equal((5, 3, 1), (structure.TemplateCount, structure.DecodeTargetCount, structure.SpatialLayerCount));
        int[] temporal = [0, 0, 1, 2, 2];
        string[] indications = ["SSS", "SSS", "-DS", "--D", "--D"];
        int[] distances = [0, 4, 2, 1, 1];
        int[] chains = [0, 4, 2, 1, 3];
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(temporal[i], structure.TemporalLayerOf(i));
            Assert.Equal(indications[i], Text(structure.IndicationsOf(i), 3));
            Assert.Equal(distances[i] == 0 ? 0 : 1UL << (distances[i] - 1), structure.ReferencesOf(i).Near);
            Assert.Equal(chains[i], structure.ChainDifferenceOf(i, 0));
        }
    }

    [Fact]
    public void Frames_after_the_structure_take_their_template_s_values_or_their_own()
    {
        var reader = new DependencyDescriptorReader();
        DependencyDescriptorBytes bytes = TwoByTwo(offset: 60);
        Assert.True(reader.TryRead(bytes.Write(0, 65_535, withStructure: true, active: 0b0011), out DependencyDescriptor key));
        Assert.Equal((640, 360), key.Structure!.ResolutionOf(1));
        Assert.Equal((2, 1, 1), (key.Structure.ChainCount, key.Structure.ChainOfTarget(2), key.Structure.SpatialLayerOfTarget(3)));
        Assert.Equal(0b0011u, key.ActiveDecodeTargets);

        // Template 5 has id 60 + 5, which wraps to 1.
        Assert.True(reader.TryRead(bytes.Write(5, 0, isEnd: false), out DependencyDescriptor plain));
        Assert.Equal((1, 1, 1), (plain.TemplateId, plain.SpatialLayer, plain.TemporalLayer));
        Assert.Equal("---D", Text(plain.Indications, 4));
        Assert.Equal(0b11UL, plain.References.Near);
        Assert.Equal(0b0011u, plain.ActiveDecodeTargets);

        byte[] custom = bytes.Write(2, 1, active: 0b1111, indications: "D-S-", distances: [1, 17, 300], chains: [255, 1]);
        Assert.True(reader.TryRead(custom, out DependencyDescriptor own));
        Assert.Equal("D-S-", Text(own.Indications, 4));
        Assert.Equal(DecodeTargetIndication.Switch, own.IndicationOf(2));
        Assert.Equal(new FrameReferences { IsKnown = true, Near = 1 | (1UL << 16), HasFar = true }, own.References);
        Assert.Equal(0b1111u, own.ActiveDecodeTargets);
        Assert.Same(key.Structure, own.Structure);
    }

    [Fact]
    public void A_structure_comes_with_the_start_of_a_frame_only()
    {
        var reader = new DependencyDescriptorReader();
        Assert.False(reader.TryRead(TwoByTwo().Write(0, 1, isStart: false, withStructure: true), out _));
        Assert.False(reader.TryRead(TwoByTwo().Write(0, 1), out _));
    }

    [Fact]
    public void A_template_that_is_not_there_is_refused()
    {
        var reader = new DependencyDescriptorReader();
        Assert.True(reader.TryRead(TwoByTwo(10).Write(0, 1, withStructure: true), out _));
        Assert.False(reader.TryRead(TwoByTwo(10).Write(6, 2), out _));
        Assert.False(reader.TryRead(TwoByTwo(9).Write(0, 2), out _));
    }

    [Fact]
    public void A_broken_structure_leaves_the_one_before_in_force()
    {
        var reader = new DependencyDescriptorReader();
        Assert.True(reader.TryRead(TwoByTwo().Write(0, 1, withStructure: true), out DependencyDescriptor key));
        byte[] next = TwoByTwo(6).Write(0, 2, withStructure: true);
        for (int length = 3; length < next.Length; length++)
        {
            Assert.False(reader.TryRead(next.AsSpan(0, length), out _));
            Assert.True(reader.TryRead(TwoByTwo().Write(1, 2), out DependencyDescriptor read));
            Assert.Same(key.Structure, read.Structure);
        }
    }

    [Fact]
    public void A_structure_that_is_repeated_stays_the_same_object_and_a_late_frame_finds_the_one_before()
    {
        var reader = new DependencyDescriptorReader();
        Assert.True(reader.TryRead(TwoByTwo().Write(0, 1, withStructure: true), out DependencyDescriptor first));
        Assert.True(reader.TryRead(TwoByTwo().Write(0, 9, withStructure: true), out DependencyDescriptor again));
        Assert.Same(first.Structure, again.Structure);

        Assert.True(reader.TryRead(TwoByTwo(6).Write(0, 20, withStructure: true), out DependencyDescriptor second));
        Assert.NotSame(first.Structure, second.Structure);
        Assert.True(reader.TryRead(TwoByTwo().Write(2, 19), out DependencyDescriptor late));
        Assert.Same(first.Structure, late.Structure);

        // A key frame that comes again, after a newer one.
        Assert.True(reader.TryRead(TwoByTwo().Write(0, 9, withStructure: true), out _));
        Assert.True(reader.TryRead(TwoByTwo(6).Write(2, 21), out DependencyDescriptor after));
        Assert.Same(second.Structure, after.Structure);
    }

    [Fact]
    public void The_active_targets_hold_until_they_are_sent_again_or_a_structure_comes()
    {
        var reader = new DependencyDescriptorReader();
        DependencyDescriptorBytes bytes = TwoByTwo();
        Assert.Equal(0b1111u, Active(reader, bytes.Write(0, 1, withStructure: true)));
        Assert.Equal(0b0011u, Active(reader, bytes.Write(1, 5, active: 0b0011)));
        Assert.Equal(0b0011u, Active(reader, bytes.Write(1, 6)));
        Assert.Equal(0b0111u, Active(reader, bytes.Write(1, 4, active: 0b0111)));
        Assert.Equal(0b0011u, Active(reader, bytes.Write(1, 7)));
        Assert.Equal(0b1111u, Active(reader, bytes.Write(0, 8, withStructure: true)));
        Assert.Equal(0b1111u, Active(reader, bytes.Write(1, 9)));
    }

    private static uint Active(DependencyDescriptorReader reader, byte[] bytes)
    {
        Assert.True(reader.TryRead(bytes, out DependencyDescriptor read));
        return read.ActiveDecodeTargets;
    }

    private static string Text(ulong indications, int targets) =>
        string.Concat(Enumerable.Range(0, targets).Select(target => "-DSR"[(int)((indications >> (target * 2)) & 3)]));
}
