using Tureen.Recording.Frames;

namespace Tureen.Tests.Recording.Frames;

public sealed class FrameAssemblerTests
{
    private static readonly byte[] KeyFrame = [0x10, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xF0, 0x00];

    private readonly List<EncodedFrame> _frames = [];
    private readonly FrameAssembler _assembler = new(new Vp8Depacketizer());

    [Fact]
    public void Packets_of_one_frame_become_one()
    {
        Add(1, 0, KeyFrame, marker: false);
        Add(2, 0, [0x00, 7, 8], marker: true);

        EncodedFrame frame = Assert.Single(_frames);
        Assert.Equal([.. KeyFrame[1..], 7, 8], frame.Data);
        Assert.Equal((true, 320, 240), (frame.Info.IsKeyFrame, frame.Info.Width, frame.Info.Height));
    }

    [Fact]
    public void A_frame_without_its_mark_ends_with_the_next_timestamp()
    {
        Add(1, 0, KeyFrame, marker: false);
        Add(2, 3_000, [0x10, 1], marker: true);

        Assert.Equal([0u, 3_000u], _frames.Select(static frame => frame.RtpTimestamp));
    }

    [Fact]
    public void Nothing_comes_before_a_key_frame_and_after_a_loss_nothing_before_the_next()
    {
        Add(1, 0, [0x10, 1], marker: true);
        Assert.True(_assembler.NeedsKeyFrame);
        Add(2, 3_000, KeyFrame, marker: true);
        Add(4, 6_000, [0x10, 1], marker: true, isAfterGap: true);
        Assert.True(_assembler.NeedsKeyFrame);
        Add(5, 9_000, [0x10, 1], marker: true);
        Add(6, 12_000, KeyFrame, marker: true);
        Add(7, 15_000, [0x10, 1], marker: true);

        Assert.Equal([3_000u, 12_000u, 15_000u], _frames.Select(static frame => frame.RtpTimestamp));
        Assert.Equal(3, _assembler.Dropped);
    }

    [Fact]
    public void The_rest_of_a_frame_whose_start_is_lost_is_no_frame()
    {
        Add(1, 0, KeyFrame, marker: true);
        Add(3, 3_000, [0x00, 1], marker: true, isAfterGap: true);

        Assert.Single(_frames);
        Assert.True(_assembler.NeedsKeyFrame);
    }

    [Fact]
    public void Each_packet_of_sound_is_a_frame()
    {
        var assembler = new FrameAssembler(new OpusDepacketizer());
        MediaPacket first = TestPackets.Create(1, 0, payload: [1, 2]);
        MediaPacket second = TestPackets.Create(3, 960, payload: [3]);

        assembler.Add(first, isAfterGap: false, _frames);
        assembler.Add(second, isAfterGap: true, _frames);

        Assert.Equal([[1, 2], [3]], _frames.Select(static frame => frame.Data));
    }

    private void Add(int sequence, uint timestamp, byte[] payload, bool marker, bool isAfterGap = false)
    {
        MediaPacket packet = TestPackets.Create(sequence, timestamp, marker, payload);
        _assembler.Add(packet, isAfterGap, _frames);
        packet.Free();
    }
}
