using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp.Extensions;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Codecs;

public sealed class DependencyDescriptorRewriterTests
{
    private static readonly DependencyDescriptorBytes Bytes = new()
    {
        Offset = 3,
        ProtectedBy = [0, 0, 0],
        Resolutions = [(1280, 720)],
        Templates =
        [
            (0, 0, "SSS", [], [0]),
            (0, 0, "SSS", [4], [4]),
            (0, 1, "-DS", [2], [2]),
            (0, 2, "--D", [1], [1]),
        ],
    };

    public static TheoryData<string> Descriptors =>
    [
        Convert.ToHexString(Bytes.Write(2, 303)),
        Convert.ToHexString(Bytes.Write(3, 65_535, isStart: false, isEnd: false)),
        Convert.ToHexString(Bytes.Write(0, 1, withStructure: true)),
        Convert.ToHexString(Bytes.Write(0, 2, withStructure: true, active: 0b001)),
        Convert.ToHexString(Bytes.Write(1, 5, active: 0b111)),
        Convert.ToHexString(Bytes.Write(2, 6, indications: "SD-", distances: [1, 40, 4000], chains: [77])),
        Convert.ToHexString(Bytes.Write(2, 7, active: 0b101, chains: [200])),
        Convert.ToHexString(Bytes.Write(0, 8, withStructure: true, active: 0b110, indications: "RRR", distances: [], chains: [0])) + "0000",
    ];

    [Theory]
    [MemberData(nameof(Descriptors))]
    public void Only_the_active_targets_change(string hex)
    {
        byte[] original = Hex(hex);
        Span<byte> rewritten = stackalloc byte[300];
        foreach (uint active in new[] { 0b001u, 0b011u, 0b111u })
        {
            DependencyDescriptor before = Read(original);
            int length = DependencyDescriptorRewriter.Write(before, original, active, rewritten);
            Assert.InRange(length, 3, original.Length + DependencyDescriptorRewriter.MaxGrowth);
            DependencyDescriptor after = Read(rewritten[..length]);
            Assert.Equal(active, after.ActiveDecodeTargets);
            Assert.True(after.IsActiveAttached);
            Assert.True(before.Structure!.ContentEquals(after.Structure!));
            DependencyDescriptor expected = before with
            {
                ActiveDecodeTargets = active,
                IsActiveAttached = true,
                Structure = after.Structure,
                ActivePosition = after.ActivePosition,
                BitLength = after.BitLength,
            };
            Assert.Equal(expected, after);
        }
    }

    [Fact]
    public void A_descriptor_of_three_bytes_grows_by_the_flags_and_a_bit_for_each_target()
    {
        byte[] original = Bytes.Write(2, 303);
        Span<byte> rewritten = stackalloc byte[16];
        int length = DependencyDescriptorRewriter.Write(Read(original), original, 0b011, rewritten);

        // Flags 01000, targets 011.
        Assert.Equal(Convert.ToHexString(original) + "43", Convert.ToHexString(rewritten[..length]));
    }

    private static DependencyDescriptor Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new DependencyDescriptorReader();
        Assert.True(reader.TryRead(Bytes.Write(0, 0, withStructure: true), out _));
        Assert.True(reader.TryRead(bytes, out DependencyDescriptor read));
        return read;
    }
}
