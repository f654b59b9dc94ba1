using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Codecs;

[Collection(nameof(AllocationMeasurement))]
public sealed class Vp8LayerSelectorTests
{
    /// <summary>How far back the pictures of a cycle of eight refer: temporal layers 0 2 1 2 0 2 1 2.</summary>
    private static readonly int[][] References = [[4], [1], [2], [1, 2, 3], [4], [1, 2, 3], [2, 4], [1, 2]];

    /// <summary>
    /// Words: <c>id.tl0.layer</c>, with <c>y</c> for layer sync and <c>k</c> for a key frame, then <c>&gt;id.tl0</c> or <c>x</c> for not sent;
    /// <c>t1</c> sets the target, <c>s</c> asks to synchronise.
    /// </summary>
    [Theory]
    [InlineData("t0 s 0.0.0k>1.1 1.0.1x 2.1.0>2.2")]
    [InlineData("t0 s 100.7.0k>1.1 101.7.1x 103.8.0>3.2 102.7.1x")]
    [InlineData("t0 s 32767.0.0k>1.1 0.0.1x 1.1.0>2.2 2.1.1x 32766.0.1x 3.2.0>3.3")]
    [InlineData("t0 s 5.255.0k>1.1 6.0.0>2.2 7.0.1x 8.1.0>3.3")]
    [InlineData("t0 s 0.0.0k>1.1 1.0.1x t2 2.1.0>2.2 3.1.1x 4.1.2x 5.1.1y>3.2 6.1.2y>4.2 7.2.0>5.3 8.2.2>6.3")]
    [InlineData("t2 s 0.0.0k>1.1 1.0.2>2.1 2.0.1>3.1 t1 3.0.2x 4.1.0>4.2 5.1.2x 6.1.1>5.2 t2 7.1.2x 8.2.0>6.3 9.2.2y>7.3")]
    [InlineData("t2 s 0.0.0k>1.1 4.2.0>5.3 2.0.1>3.1 s 900.50.0k>6.4 901.50.2>7.4")]
    [InlineData("t0 s 0.0.0k>1.1 t1 2.1.0>3.2 3.1.1y>4.2 1.0.1x 4.2.0>5.3 6.3.0>7.4 5.2.1>6.3")]
    [InlineData("t2 s 5000.0.0k>1.1 5001.0.2>2.1 300.9.0>3.2 301.9.2>4.2")]
    public void Numbers_go_on_without_gaps(string script)
    {
        var selector = new Vp8LayerSelector();
        foreach (string word in script.Split(' '))
        {
            switch (word[0])
            {
                case 't':
                    selector.SetTargets(0, word[1] - '0');
                    continue;
                case 's':
                    selector.RequireSync();
                    continue;
            }

            string[] parts = word.Split('>');
            string[] numbers = parts[0].TrimEnd('x', 'y', 'k').Split('.');
            var descriptor = new PayloadDescriptor
            {
                IsPresent = true,
                IsKeyFrame = parts[0].EndsWith('k'),
                HasLayers = true,
                HasPictureId = true,
                PictureId = ushort.Parse(numbers[0]),
                HasTl0PictureIndex = true,
                Tl0PictureIndex = byte.Parse(numbers[1]),
                TemporalLayer = byte.Parse(numbers[2]),
                IsSwitchingPoint = parts[0].EndsWith('y'),
            };
            bool marker = false;
            bool isSent = selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite);
            Assert.True(isSent == parts.Length > 1, $"{word} of {script}");
            Assert.True(!isSent || $"{rewrite.PictureId}.{rewrite.Tl0PictureIndex}" == parts[1], $"{word} of {script}: {rewrite}");
        }
    }

    [Fact]
    public void A_stream_without_numbers_goes_out_as_it_is()
    {
        var selector = new Vp8LayerSelector();
        selector.SetTargets(0, 0);
        selector.RequireSync();
        bool marker = true;
        Assert.True(selector.TrySelect(new PayloadDescriptor { IsPresent = true }, ref marker, out PayloadRewrite rewrite));
        Assert.False(rewrite.IsPresent);
        Assert.True(marker);
        Assert.Equal((0, 0), (selector.CurrentSpatialLayer, selector.CurrentTemporalLayer));
        Assert.False(selector.TrySelect(default, ref marker, out _));
    }

    [Fact]
    public void A_strict_decoder_is_content_whatever_the_targets()
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            Run(seed);
        }
    }

    private static PayloadDescriptor Describe(int pictureId, byte tl0, int layer) => new()
    {
        IsPresent = true,
        HasLayers = true,
        HasPictureId = true,
        PictureId = (ushort)pictureId,
        HasTl0PictureIndex = true,
        Tl0PictureIndex = tl0,
        TemporalLayer = (byte)layer,
    };

    /// <summary>Temporal layers 0 2 1 2, of which the first half of each eight pictures has layer sync.</summary>
    private static void Run(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var selector = new Vp8LayerSelector();
        var sent = new HashSet<int>();
        int start = random.Next(0, 32_767);
        int sinceKey = 0;
        int lastId = -1;
        int lastTl0 = -1;
        byte tl0 = (byte)random.Next(0, 255);
        selector.SetTargets(0, 2);
        selector.RequireSync();
        for (int picture = 0; picture < 4000; picture++, sinceKey++)
        {
            sinceKey = random.Next(0, 60) == 0 ? 0 : sinceKey;
            int phase = sinceKey % 8;
            int layer = SvcStream.TemporalPattern[phase % 4];
            int[] distances = sinceKey == 0 ? [] : References[phase];
            tl0 += (byte)(layer == 0 ? 1 : 0);
            bool? isPictureSent = null;
            for (int packet = random.Next(1, 3); packet > 0; packet--)
            {
                if (random.Next(0, 15) == 0)
                {
                    selector.SetTargets(0, random.Next(0, 2));
                }

                PayloadDescriptor descriptor = Describe((start + picture) & 0x7FFF, tl0, layer) with
                {
                    IsKeyFrame = sinceKey == 0 && isPictureSent is null,
                    IsSwitchingPoint = phase is 1 or 2,
                };
                bool marker = packet == 1;
                bool isSent = selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite);
                Assert.True(isPictureSent is null || isPictureSent == isSent, $"Seed {seed}: half of picture {picture}.");
                if (isSent && isPictureSent is null)
                {
                    Assert.True(distances.All(distance => sent.Contains(picture - distance)), $"Seed {seed}: picture {picture}, phase {phase}.");
                    Assert.True(lastId < 0 || rewrite.PictureId == ((lastId + 1) & 0x7FFF), $"Seed {seed}: {lastId}, then {rewrite}.");
                    Assert.True(lastTl0 < 0 || rewrite.Tl0PictureIndex == (byte)(lastTl0 + (layer == 0 ? 1 : 0)), $"Seed {seed}: {rewrite}.");
                    (lastId, lastTl0) = (rewrite.PictureId, rewrite.Tl0PictureIndex);
                    sent.Add(picture);
                }

                isPictureSent = isSent;
                Assert.Equal(packet == 1, marker);
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_per_packet()
    {
        var selector = new Vp8LayerSelector();
        selector.SetTargets(0, 0);
        selector.RequireSync();
        long before = 0;
        for (int i = 0; i < 40_000; i++)
        {
            // The list of dropped numbers grows to its bound first.
            before = i == 30_000 ? GC.GetAllocatedBytesForCurrentThread() : before;
            bool marker = false;
            var descriptor = new PayloadDescriptor
            {
                IsPresent = true,
                HasPictureId = true,
                PictureId = (ushort)(i & 0x7FFF),
                HasLayers = true,
                TemporalLayer = (byte)(i & 1),
            };
            selector.TrySelect(descriptor, ref marker, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
