using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Codecs;

[Collection(nameof(AllocationMeasurement))]
public sealed class Vp9LayerSelectorTests
{
    [Theory]
    [InlineData(false, "switching points of each layer")]
    [InlineData(true, "switching points of each layer")]
    [InlineData(false, "switching points of the lowest layer")]
    [InlineData(true, "switching points of the lowest layer")]
    [InlineData(false, "references")]
    [InlineData(true, "references")]
    public void A_strict_decoder_is_content_whatever_the_targets(bool isKSvc, string style)
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            Run(seed, isKSvc, style);
        }
    }

    [Theory]
    [InlineData("32767.0 0.0 1.1x 2.0")]
    [InlineData("32766.0 0.0 32767.1x 1.1x 2.0")]
    [InlineData("5.0 6.1x t1 7.1x 8.0u 9.1 6.1x t0 10.0 11.1x 9.1")]
    [InlineData("5.0 t1 6.1u 7.1 t0 8.1 9.0 10.1x 8.1 7.1 4.1x")]
    public void Late_packets_are_judged_by_the_layers_of_their_picture(string script)
    {
        var selector = new Vp9LayerSelector(1, 2, isKSvc: false);
        selector.SetTargets(0, 0);
        selector.SetCurrent(0, 0);
        foreach (string word in script.Split(' '))
        {
            if (word[0] == 't')
            {
                selector.SetTargets(0, word[1] - '0');
                continue;
            }

            string[] numbers = word.TrimEnd('x', 'u').Split('.');
            var descriptor = new PayloadDescriptor
            {
                IsPresent = true,
                HasLayers = true,
                HasPictureId = true,
                PictureId = ushort.Parse(numbers[0]),
                TemporalLayer = byte.Parse(numbers[1]),
                IsFrameStart = true,
                IsFrameEnd = true,
                IsSwitchingPoint = word.Contains('u', StringComparison.Ordinal),
                IsInterPicturePredicted = true,
            };
            bool marker = false;
            Assert.True(selector.TrySelect(descriptor, ref marker, out _) != word.EndsWith('x'), $"{word} of {script}");
        }
    }

    [Fact]
    public void Layers_that_were_not_announced_are_not_sent()
    {
        var selector = new Vp9LayerSelector(2, 2, isKSvc: false);
        selector.SetTargets(3, 3);
        selector.RequireSync();
        bool marker = false;
        var key = new PayloadDescriptor { IsPresent = true, IsKeyFrame = true, IsFrameStart = true, HasLayers = true };
        Assert.True(selector.TrySelect(key, ref marker, out _));
        Assert.False(selector.TrySelect(key with { SpatialLayer = 2, IsKeyFrame = false }, ref marker, out _));
        Assert.False(selector.TrySelect(key with { TemporalLayer = 2, IsKeyFrame = false }, ref marker, out _));
        Assert.False(selector.TrySelect(default, ref marker, out _));
        selector.SetTargets(LayerSelector.None, LayerSelector.None);
        Assert.False(selector.TrySelect(key, ref marker, out _));
    }

    [Fact]
    public void A_sender_that_counts_anew_is_followed()
    {
        var selector = new Vp9LayerSelector(1, 1, isKSvc: false);
        selector.SetTargets(0, 0);
        selector.RequireSync();
        bool marker = false;
        var key = new PayloadDescriptor
        {
            IsPresent = true,
            IsKeyFrame = true,
            IsFrameStart = true,
            HasLayers = true,
            HasPictureId = true,
            PictureId = 20_000,
        };
        Assert.True(selector.TrySelect(key, ref marker, out _));
        Assert.True(selector.TrySelect(key with { PictureId = 10_000 }, ref marker, out _));
        Assert.True(selector.TrySelect(key with { PictureId = 10_001, IsKeyFrame = false }, ref marker, out _));
    }

    [Fact]
    public void Nothing_is_allocated_per_packet()
    {
        var selector = new Vp9LayerSelector(3, 3, isKSvc: true);
        selector.SetTargets(2, 2);
        selector.RequireSync();
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 5000; i++)
            {
                bool marker = false;
                selector.SetTargets(i % 3, i % 2);
                var descriptor = new PayloadDescriptor
                {
                    IsPresent = true,
                    IsKeyFrame = i % 30 == 0,
                    IsFrameStart = true,
                    IsFrameEnd = true,
                    HasLayers = true,
                    HasPictureId = true,
                    PictureId = (ushort)(i / 3),
                    SpatialLayer = (byte)(i % 3),
                    References = new FrameReferences { IsKnown = true, Near = 5 },
                };
                selector.TrySelect(descriptor, ref marker, out _);
            }

            Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }
    }

    private static void Run(ulong seed, bool isKSvc, string style)
    {
        var stream = new SvcStream(seed, isKSvc);
        SeededRandomSource random = stream.Random;
        var decoder = new StrictDecoder();
        var selector = new Vp9LayerSelector(SvcStream.SpatialLayers, SvcStream.TemporalLayers, isKSvc);
        int start = random.Next(0, 0x7FFF);
        selector.SetTargets(random.Next(0, 2), random.Next(0, 2));
        selector.RequireSync();
        for (int picture = 0; picture < 1500; picture++)
        {
            string context = $"Seed {seed}, {(isKSvc ? "K-SVC" : "full SVC")}, {style}, picture {picture}";
            SvcFrame[] frames = stream.NextPicture(isKey: random.Next(0, 40) == 0);
            bool isStable = picture >= 1400;
            var packets = new List<(int, bool, bool)>();
            foreach (SvcFrame frame in frames)
            {
                int count = random.Next(1, 3);
                for (int i = 0; i < count; i++)
                {
                    if (!isStable && random.Next(0, 40) == 0)
                    {
                        selector.SetTargets(random.Next(0, 2), random.Next(0, 2));
                    }

                    PayloadDescriptor descriptor = Describe(frame, start, i == 0, i == count - 1, style);
                    bool marker = frame.Spatial == SvcStream.SpatialLayers - 1 && i == count - 1;
                    bool isSent = selector.TrySelect(descriptor, ref marker, out _);
                    packets.Add((frame.Spatial, isSent, isSent && marker));
                }
            }

            decoder.Decode(frames, packets, context);
            if (picture == 1400)
            {
                Assert.True(selector.CurrentTemporalLayer >= 0, context);
            }
        }

        // Forty pictures bring a key frame as a rule; the temporal layer needs none.
        Assert.Equal(selector.TargetTemporalLayer, selector.CurrentTemporalLayer);
    }

    private static PayloadDescriptor Describe(SvcFrame frame, int start, bool isStart, bool isEnd, string style)
    {
        bool isFlexible = string.Equals(style, "references", StringComparison.Ordinal);
        bool isSwitch = style.Contains("each", StringComparison.Ordinal) ? frame.Phase != 3 : !isFlexible && frame.Temporal == 0;
        var references = new FrameReferences { IsKnown = isFlexible };
        foreach (int reference in isFlexible ? frame.References : [])
        {
            int distance = frame.Picture - (reference / SvcStream.SpatialLayers);
            references = distance > 0 ? references.With(distance) : references;
        }

        return new PayloadDescriptor
        {
            IsPresent = true,
            IsKeyFrame = frame is { IsKey: true, Spatial: 0 } && isStart,
            IsFrameStart = isStart,
            IsFrameEnd = isEnd,
            IsInterPicturePredicted = !frame.IsKey,
            HasLayers = true,
            SpatialLayer = (byte)frame.Spatial,
            TemporalLayer = (byte)frame.Temporal,
            IsSwitchingPoint = isSwitch,
            HasPictureId = true,
            PictureId = (ushort)((start + frame.Picture) & 0x7FFF),
            References = references,
        };
    }
}
