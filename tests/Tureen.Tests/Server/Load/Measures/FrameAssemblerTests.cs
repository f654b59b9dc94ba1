using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Measures;

public sealed class FrameAssemblerTests
{
    private const long First = 100_000;

    private static readonly byte[] KeyStart = [0x10, .. Vp8Frames.Key(320, 180)];
    private static readonly byte[] DeltaStart = [0x10, .. Vp8Frames.Delta(320, 180, isReference: true)];
    private static readonly byte[] Rest = [0x00, 0x00];

    private readonly FrameAssembler _frames = new(isVp8: true);

    [Fact]
    public void A_frame_is_shown_with_its_last_packet()
    {
        Assert.Equal([0, 0, 1, 1], [Add(0, KeyStart), Add(1, Rest), AddLast(2, Rest), AddLast(3, DeltaStart)]);
        Assert.Equal((180, false), (_frames.Height, _frames.NeedsKeyFrame));
    }

    [Fact]
    public void Nothing_is_shown_before_a_key_frame()
    {
        Assert.Equal([0, 0, 1], [AddLast(0, DeltaStart), AddLast(1, DeltaStart), AddLast(2, KeyStart)]);
    }

    [Fact]
    public void What_waits_behind_a_gap_is_shown_when_it_closes()
    {
        Assert.Equal([1, 0, 0, 3], [AddLast(0, KeyStart), AddLast(2, DeltaStart), AddLast(3, DeltaStart), AddLast(1, DeltaStart)]);
        Assert.Equal(0, _frames.Dropped);
    }

    [Fact]
    public void A_gap_that_stays_costs_all_up_to_a_key_frame()
    {
        AddLast(0, KeyStart);

        Assert.Equal(0, AddLast(2, DeltaStart, 0.1));
        Assert.Equal(0, AddLast(3, DeltaStart, 0.5));
        Assert.False(_frames.NeedsKeyFrame);
        Assert.Equal(0, AddLast(4, DeltaStart, 1.2));
        Assert.True(_frames.NeedsKeyFrame);
        Assert.Equal(1, AddLast(5, KeyStart, 1.3));
        Assert.Equal(1, AddLast(6, DeltaStart, 1.4));
        Assert.Equal(1, _frames.Dropped);
        Assert.Equal(0, AddLast(1, DeltaStart, 1.5));
    }

    [Fact]
    public void The_rest_of_a_frame_without_its_start_is_no_frame()
    {
        AddLast(0, KeyStart);

        Assert.Equal(0, Add(2, Rest, 0.1));
        Assert.Equal(0, AddLast(3, Rest, 1.2));
        Assert.True(_frames.NeedsKeyFrame);
    }

    [Fact]
    public void A_jump_leaves_all_behind()
    {
        AddLast(0, KeyStart);

        Assert.Equal(0, AddLast(1_000_000, DeltaStart, 0.1));
        Assert.Equal(1, AddLast(1_000_001, KeyStart, 2));
    }

    [Fact]
    public void Of_another_codec_every_frame_can_be_shown()
    {
        var frames = new FrameAssembler(isVp8: false);

        Assert.Equal(0, frames.Add(TimeSpan.Zero, First, isLast: false, Rest));
        Assert.Equal(1, frames.Add(TimeSpan.Zero, First + 1, isLast: true, Rest));
        Assert.Equal(1, frames.Add(TimeSpan.Zero, First + 2, isLast: true, Rest));
    }

    private int Add(long number, byte[] payload, double seconds = 0) =>
        _frames.Add(TimeSpan.FromSeconds(seconds), First + number, isLast: false, payload);

    private int AddLast(long number, byte[] payload, double seconds = 0) =>
        _frames.Add(TimeSpan.FromSeconds(seconds), First + number, isLast: true, payload);
}
