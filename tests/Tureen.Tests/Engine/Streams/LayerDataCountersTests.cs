using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class LayerDataCountersTests
{
    private static readonly Timestamp Now = Timestamp.FromMilliseconds(10);

    [Fact]
    public void A_layer_contains_the_layers_below_it()
    {
        LayerDataCounters counters = Create();
        counters.Update(Now, 100, true, 0, 0);
        counters.Update(Now, 200, true, 0, 1);
        counters.Update(Now, 400, true, 1, 0);
        counters.Update(Now, 800, true, 1, 1);
        Assert.Equal(800, counters.GetBitrate(Now, 0, 0).BitsPerSecond);
        Assert.Equal(8 * 300, counters.GetBitrate(Now, 0, 1).BitsPerSecond);
        Assert.Equal(8 * 700, counters.GetBitrate(Now, 1, 0).BitsPerSecond);
        Assert.Equal(8 * 1500, counters.GetBitrate(Now, 1, 1).BitsPerSecond);
        Assert.Equal(8 * 1500, counters.GetBitrate(Now).BitsPerSecond);
        Assert.Equal(8 * 1200, counters.GetSpatialLayerBitrate(Now, 1).BitsPerSecond);
        Assert.Equal(8 * 400, counters.GetLayerBitrate(Now, 1, 0).BitsPerSecond);
    }

    [Fact]
    public void A_layer_without_packets_has_no_bitrate()
    {
        LayerDataCounters counters = Create();
        counters.Update(Now, 100, true, 0, 0);
        Assert.Equal(Bitrate.Zero, counters.GetBitrate(Now, 1, 1));
        Assert.Equal(Bitrate.Zero, counters.GetBitrate(Now, 7, 0));
        Assert.Equal(Bitrate.Zero, counters.GetBitrate(Now, -1, -1));
        Assert.Equal(Bitrate.Zero, counters.GetSpatialLayerBitrate(Now, 7));
    }

    [Fact]
    public void Layers_above_the_declared_ones_count_as_the_highest_and_padding_does_not_count()
    {
        LayerDataCounters counters = Create();
        counters.Update(Now, 100, true, 5, 9);
        counters.Update(Now, 100, false, 0, 0);
        Assert.Equal(800, counters.GetLayerBitrate(Now, 1, 1).BitsPerSecond);
        Assert.Equal(1, counters.PacketCount);
        Assert.Equal(100, counters.ByteCount);
    }

    private static LayerDataCounters Create() => new(2, 2, TimeSpan.FromMilliseconds(1000));
}
