using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Codecs;

[Collection(nameof(AllocationMeasurement))]
public sealed class DecodeTargetSelectorTests
{
    private static readonly byte[] Payload = [0x10, 0x00];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_strict_decoder_is_content_whatever_the_targets(bool isKSvc)
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            Run(seed, isKSvc);
        }
    }

    [Fact]
    public void What_is_not_sent_is_marked_as_not_active()
    {
        var stream = new SvcStream(1, isKSvc: true);
        var sender = new Av1Sender(isKSvc: true);
        var parser = new PayloadParser(MediaCodec.Av1);
        LayerSelector selector = LayerSelector.Create(MediaCodec.Av1, 3, 3, isKSvc: true);
        selector.RequireSync();

        // All layers: nothing to send, and of K-SVC only the targets of the highest layer.
        selector.SetTargets(2, 2);
        Assert.Equal([0b111_000_000u, 0b111_000_000u, 0b111_000_000u], Send(stream.NextPicture(isKey: true)));
        Assert.Equal([null, null, 0b111_000_000u], Send(stream.NextPicture(isKey: false)));

        // The temporal layers go down at once, the spatial ones with a key frame once the lower ones have been left out.
        for (int i = 0; i < 4; i++)
        {
            Send(stream.NextPicture(isKey: false));
        }

        selector.SetTargets(1, 0);
        Assert.Equal([null, null, null], Send(stream.NextPicture(isKey: false)));
        Assert.Equal([null, null, null], Send(stream.NextPicture(isKey: false)));
        Assert.Equal([null, null, 0b001_000_000u], Send(stream.NextPicture(isKey: false)));
        Assert.Equal([0b000_001_000u, 0b000_001_000u, null], Send(stream.NextPicture(isKey: true)));
        Assert.Equal((1, 0), (selector.CurrentSpatialLayer, selector.CurrentTemporalLayer));

        uint?[] Send(SvcFrame[] frames) => [.. frames.Select(frame =>
        {
            bool marker = false;
            PayloadDescriptor descriptor = parser.Parse(Payload, marker, sender.Write(frame, isStart: true, isEnd: true));
            Assert.True(descriptor.IsPresent);
            return selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite) ? (uint?)rewrite.ActiveDecodeTargets : null;
        })];
    }

    [Fact]
    public void All_targets_are_sent_again_when_layers_come_back_without_a_key_frame()
    {
        var stream = new SvcStream(1, isKSvc: false);
        var sender = new Av1Sender(isKSvc: false);
        var parser = new PayloadParser(MediaCodec.Av1);
        LayerSelector selector = LayerSelector.Create(MediaCodec.Av1, 3, 3, isKSvc: false);
        selector.RequireSync();
        selector.SetTargets(2, 2);
        Assert.Equal(0u, Last(isKey: true));
        selector.SetTargets(2, 0);
        Last(isKey: false);
        Last(isKey: false);
        Last(isKey: false);
        Assert.Equal(0b001_001_001u, Last(isKey: false));
        selector.SetTargets(2, 2);
        Last(isKey: false);
        Last(isKey: false);
        Last(isKey: false);
        Assert.Equal(0b111_111_111u, Last(isKey: false));
        Assert.Equal(0u, Last(isKey: true));

        uint Last(bool isKey)
        {
            uint active = 0;
            foreach (SvcFrame frame in stream.NextPicture(isKey))
            {
                bool marker = false;
                PayloadDescriptor descriptor = parser.Parse(Payload, marker, sender.Write(frame, isStart: true, isEnd: true));
                active = selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite) ? rewrite.ActiveDecodeTargets : active;
            }

            return active;
        }
    }

    [Fact]
    public void Without_a_descriptor_everything_is_sent()
    {
        LayerSelector selector = LayerSelector.Create(MediaCodec.H264, 1, 3, isKSvc: false);
        selector.SetTargets(0, 1);
        bool marker = true;
        Assert.True(selector.TrySelect(new PayloadDescriptor { IsPresent = true }, ref marker, out PayloadRewrite rewrite));
        Assert.Equal(default, rewrite);
        Assert.Equal((0, 1), (selector.CurrentSpatialLayer, selector.CurrentTemporalLayer));
        Assert.False(selector.TrySelect(default, ref marker, out _));
    }

    [Fact]
    public void Nothing_is_allocated_per_packet()
    {
        var stream = new SvcStream(3, isKSvc: false);
        var sender = new Av1Sender(isKSvc: false);
        byte[][] packets = [.. Enumerable.Range(0, 200)
            .SelectMany(i => stream.NextPicture(i % 20 == 0))
            .Select(frame => sender.Write(frame, isStart: true, isEnd: true))];
        var parser = new PayloadParser(MediaCodec.Av1);
        LayerSelector selector = LayerSelector.Create(MediaCodec.Av1, 3, 3, isKSvc: false);
        byte[] rewritten = new byte[300];
        int written = 0;
        for (int round = 0; round < 2; round++)
        {
            selector.RequireSync();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < packets.Length; i++)
            {
                selector.SetTargets(i / 50 % 3, i / 30 % 3);
                bool marker = false;
                PayloadDescriptor descriptor = parser.Parse(Payload, marker, packets[i]);
                if (selector.TrySelect(descriptor, ref marker, out PayloadRewrite rewrite) && rewrite.ActiveDecodeTargets != 0)
                {
                    written += DependencyDescriptorRewriter.Write(
                        descriptor.Dependencies, packets[i], rewrite.ActiveDecodeTargets, rewritten);
                }
            }

            Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }

        Assert.NotEqual(0, written);
    }

    private static void Run(ulong seed, bool isKSvc)
    {
        var stream = new SvcStream(seed, isKSvc);
        SeededRandomSource random = stream.Random;
        var decoder = new StrictDecoder();
        var sender = new Av1Sender(isKSvc) { FirstFrame = random.Next(0, 65_535) };
        var parser = new PayloadParser(MediaCodec.Av1);
        LayerSelector selector = LayerSelector.Create(MediaCodec.Av1, SvcStream.SpatialLayers, SvcStream.TemporalLayers, isKSvc);
        selector.SetTargets(random.Next(0, 2), random.Next(0, 2));
        selector.RequireSync();
        for (int picture = 0; picture < 1500; picture++)
        {
            string context = $"Seed {seed}, {(isKSvc ? "K-SVC" : "full SVC")}, picture {picture}";
            SvcFrame[] frames = stream.NextPicture(isKey: random.Next(0, 40) == 0 || picture == 1480);
            var packets = new List<(int, bool, bool)>();
            foreach (SvcFrame frame in frames)
            {
                int count = random.Next(1, 3);
                for (int i = 0; i < count; i++)
                {
                    if (picture < 1400 && random.Next(0, 40) == 0)
                    {
                        selector.SetTargets(random.Next(0, 2), random.Next(0, 2));
                    }

                    bool marker = frame.Spatial == SvcStream.SpatialLayers - 1 && i == count - 1;
                    PayloadDescriptor descriptor = parser.Parse(Payload, marker, sender.Write(frame, i == 0, i == count - 1));
                    Assert.True(descriptor.IsPresent, context);
                    bool isSent = selector.TrySelect(descriptor, ref marker, out _);
                    packets.Add((frame.Spatial, isSent, isSent && marker));
                }
            }

            decoder.Decode(frames, packets, context);
            bool isTop = packets.Exists(packet => packet.Item1 == selector.CurrentSpatialLayer && packet.Item2);
            Assert.True(frames[0].Temporal > selector.CurrentTemporalLayer || isTop, context);
        }

        Assert.Equal(
            (selector.TargetSpatialLayer, selector.TargetTemporalLayer), (selector.CurrentSpatialLayer, selector.CurrentTemporalLayer));
    }
}
