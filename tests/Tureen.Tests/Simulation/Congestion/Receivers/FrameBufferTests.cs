using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Tests.Simulation.Congestion.Receivers;

public sealed class FrameBufferTests
{
    private readonly FrameBuffer _buffer = new();
    private Timestamp _now = new(1_000_000);

    [Fact]
    public void A_picture_is_there_when_its_last_packet_and_what_it_refers_to_is()
    {
        Assert.Empty(Add(0, Tag(0, isKey: true, index: 0, count: 2)));
        Assert.Equal([0u], Add(0, Tag(0, isKey: true, index: 1, count: 2)));
        Assert.Empty(Add(2, Tag(2, reference: 1)));
        Assert.Equal([1u, 2u], Add(1, Tag(1, reference: 1)));
    }

    [Fact]
    public void A_picture_of_a_lost_one_waits_for_a_key_frame()
    {
        Add(0, Tag(0, isKey: true));
        Assert.True(_buffer.WaitsSince.IsNever);
        Assert.Empty(Add(2, Tag(2, reference: 1)));
        Assert.Equal(_now, _buffer.WaitsSince);
        Assert.Equal([3u], Add(3, Tag(3, isKey: true)));
        Assert.True(_buffer.WaitsSince.IsNever);
    }

    [Fact]
    public void Another_encoding_begins_with_a_key_frame()
    {
        Add(0, Tag(0, isKey: true));

        Assert.Empty(Add(1, Tag(1, reference: 1, spatial: 1)));
        Assert.Equal([2u], Add(2, Tag(2, isKey: true, spatial: 1)));
        Assert.Equal([3u], Add(3, Tag(3, reference: 1, spatial: 1)));
    }

    [Fact]
    public void A_spatial_layer_needs_the_one_below_and_is_the_same_picture()
    {
        Assert.Empty(Add(0, Tag(0, isKey: true, spatial: 1, needsLower: true)));
        Assert.Equal([0u], Add(0, Tag(0, isKey: true)));
        Assert.Equal([1u], Add(1, Tag(1, reference: 1)));
        Assert.Empty(Add(1, Tag(1, reference: 1, spatial: 1, needsLower: true)));

        // The upper layer was lost once, and cannot come back without it; the lower one goes on.
        Assert.Equal([2u], Add(2, Tag(2, reference: 1)));
        Assert.Equal([3u], Add(3, Tag(3, reference: 1)));
        Assert.Empty(Add(3, Tag(3, reference: 1, spatial: 1, needsLower: true)));
        Assert.False(_buffer.WaitsSince.IsNever);
    }

    private static MediaTag Tag(
        uint number, bool isKey = false, byte reference = 0, byte spatial = 0, bool needsLower = false, ushort index = 0, ushort count = 1) =>
        new(MediaTagKind.Video, spatial, 0, isKey, needsLower, number, index, count, reference, 0);

    private List<uint> Add(uint timestamp, MediaTag tag)
    {
        _now += TimeSpan.FromMilliseconds(10);
        return _buffer.Add(_now, timestamp, tag);
    }
}
