using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Tests.Engine.Codecs;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Fuzz;

/// <summary>Payload descriptors and dependency descriptors out of good ones, through parser, selector and rewriting.</summary>
/// <remarks>TUREEN_FUZZ_INPUTS asks for another number of inputs per target, such as 500,000 by hand.</remarks>
[Collection(nameof(AllocationMeasurement))]
public sealed class PayloadFuzzTests
{
    private const int DefaultInputs = 20_000;
    private const int WarmUp = 5_000;

    private static readonly int Inputs =
        int.TryParse(Environment.GetEnvironmentVariable("TUREEN_FUZZ_INPUTS"), out int inputs) ? inputs : DefaultInputs;

    private static readonly byte[] Av1Payload = [0x10, 0x00];

    private readonly byte[] _rewritten = new byte[4096];

    [Fact]
    public void VP8() => Run(MediaCodec.Vp8, [Hex("90 f0 81 11 22 33 00 aa"), Hex("d0 80 11 00"), Hex("88 3e e4 00"), Hex("90 e0 80 01 05 40 01")]);

    [Fact]
    public void VP9() => Run(MediaCodec.Vp9, [
        Hex("ec 92 34 53 09 00"),
        Hex("f8 05 20 03 09 c8 00"),
        Hex("aa 01 00 07 58 014000b4 02800168 050002d0 04 10 5401 3402 4401 ff"),
    ]);

    [Fact]
    public void H264() => Run(MediaCodec.H264, [Hex("78 00 02 67 42 00 01 68"), Hex("7c 87 00"), Hex("67 42"), Hex("61 e0")]);

    [Fact]
    public void AV1() => Run(MediaCodec.Av1, [Hex("08 0a 0b 00"), Hex("18 0a 0b 00"), Hex("90 ff ff ff ff")]);

    [Fact]
    public void Opus() => Run(MediaCodec.Opus, [Hex("00"), Hex("02 00"), Hex("03 81 01 ff")]);

    [Fact]
    public void Dependency_descriptors()
    {
        var sender = new Av1Sender(isKSvc: false);
        var stream = new SvcStream(5, isKSvc: false);
        Run(MediaCodec.Av1, [
            Hex("80 01 2F 80 02 14 EA A8 60 41 4D 14 10 20 84 26"),
            Hex("C3 01 30"),
            .. Enumerable.Range(0, 6).SelectMany(_ => stream.NextPicture(isKey: false)).Select(frame => sender.Write(frame, isStart: true, isEnd: true)),
        ], isDescriptor: true);
    }

    private void Run(MediaCodec codec, byte[][] models, bool isDescriptor = false)
    {
        var mutator = new WireMutator(0x5EED, models);
        var random = new SeededRandomSource(23);
        var parser = new PayloadParser(codec);
        LayerSelector selector = LayerSelector.Create(codec, 3, 3, isKSvc: false);
        selector.RequireSync();
        long before = 0;
        for (int i = 0; i < WarmUp + Inputs; i++)
        {
            if (i == WarmUp)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            if (random.Next(0, 10) == 0)
            {
                selector.SetTargets(random.Next(-1, 3), random.Next(-1, 3));
            }

            Span<byte> input = mutator.Next();
            Handle(parser, selector, isDescriptor ? Av1Payload : input, isDescriptor ? input[..Math.Min(input.Length, 255)] : default);
        }

        // A list of dropped numbers may still grow to its bound, by doubling.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 4 * EngineLimits.MaxDroppedSequenceNumbers);
    }

    private void Handle(PayloadParser parser, LayerSelector selector, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> bytes)
    {
        bool marker = false;
        PayloadDescriptor descriptor = parser.Parse(payload, marker, bytes);
        Assert.True(descriptor.Length <= payload.Length);
        if (!selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite))
        {
            return;
        }

        int written = rewrite.Write(descriptor, payload, _rewritten, out int replaced);
        Assert.True(written is >= 0 and <= PayloadRewrite.MaxLength);
        Assert.True(replaced >= 0 && replaced <= payload.Length);
        if (descriptor.Dependencies.Structure is not null)
        {
            uint active = rewrite.ActiveDecodeTargets == 0 ? 1 : rewrite.ActiveDecodeTargets;
            written = DependencyDescriptorRewriter.Write(descriptor.Dependencies, bytes, active, _rewritten);
            Assert.True(written > DependencyDescriptor.MandatoryLength && written <= bytes.Length + DependencyDescriptorRewriter.MaxGrowth);
        }

        OpusPayload.IsDtx(payload);
    }
}
