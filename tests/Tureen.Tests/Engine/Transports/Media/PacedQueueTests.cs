using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Media;

namespace Tureen.Tests.Engine.Transports.Media;

[Collection(nameof(AllocationMeasurement))]
public sealed class PacedQueueTests : IDisposable
{
    private readonly PacedScene _scene = new();

    private PacedQueue Queue => _scene.Queue;

    [Fact]
    public void One_stream_leaves_in_its_order()
    {
        _scene.Add(0, 1, frame: 1);
        _scene.Add(0, 2, frame: 1, marker: true);
        _scene.Add(0, 3, frame: 2, marker: true);

        Assert.Equal("1:1 1:2 1:3", _scene.TakeAll());
        Assert.Equal(0, _scene.Leased);
    }

    [Fact]
    public void Streams_take_turns_frame_by_frame_and_the_first_to_wait_is_first()
    {
        for (ushort i = 1; i <= 3; i++)
        {
            _scene.Add(1, i, frame: 1, marker: i == 3);
            _scene.Add(0, i, frame: 7, marker: i == 3);
        }

        // A frame without a marker ends where the next one begins.
        _scene.Add(1, 4, frame: 2);
        _scene.Add(1, 5, frame: 3);
        _scene.Add(0, 4, frame: 8, marker: true);

        Assert.Equal("2:1 2:2 2:3 1:1 1:2 1:3 2:4 1:4 2:5", _scene.TakeAll());
    }

    [Fact]
    public void What_is_sent_again_goes_first_in_its_own_order()
    {
        _scene.Add(0, 1, frame: 1);
        _scene.Add(1, 40, frame: 1, isResent: true);
        _scene.Add(0, 30, frame: 1, isResent: true);

        Assert.True(Queue.TryTake(out PacedPacket first));
        Assert.Equal(40, first.OriginalSequenceNumber);
        first.Packet!.Release();
        Assert.Equal("101:30 1:1", _scene.TakeAll());
    }

    [Fact]
    public void The_oldest_packet_and_the_sum_of_bytes_are_known()
    {
        Assert.True(Queue.OldestAt.IsNever);
        _scene.Add(0, 1, frame: 1, at: 5);
        _scene.Add(1, 1, frame: 1, at: 6);
        Assert.Equal(Timestamp.FromMilliseconds(5), Queue.OldestAt);
        Assert.Equal(2024, Queue.Bytes);

        Queue.Discard(_scene.Media[0]);
        Assert.Equal(Timestamp.FromMilliseconds(6), Queue.OldestAt);
        Assert.Equal(1012, Queue.Bytes);
    }

    [Fact]
    public void Discarding_a_stream_leaves_the_others_and_gives_its_leases_back()
    {
        _scene.Add(0, 1, frame: 1);
        _scene.Add(1, 1, frame: 1);
        _scene.Add(0, 9, frame: 0, isResent: true);
        _scene.Add(1, 8, frame: 0, isResent: true);
        _scene.Add(0, 7, frame: 0, isResent: true);

        Queue.Discard(_scene.Media[0]);
        Queue.Discard(_scene.Rtx[0]);

        Assert.Equal(2, _scene.Leased);
        _scene.Add(1, 6, frame: 0, isResent: true);
        Assert.Equal("102:8 102:6 2:1", _scene.TakeAll());
    }

    [Fact]
    public void A_frame_is_dropped_whole_and_a_key_frame_last()
    {
        _scene.Add(0, 1, frame: 1, isKeyFrame: true);
        _scene.Add(0, 2, frame: 1, marker: true);
        _scene.Add(0, 3, frame: 2);
        _scene.Add(0, 4, frame: 2, marker: true);
        _scene.Add(0, 5, frame: 3, marker: true);

        Assert.Equal(2, Queue.DropFrame(_scene.Media[0]));
        Assert.Equal(3, _scene.Leased);
        Assert.Equal(1, Queue.DropFrame(_scene.Media[0]));
        _scene.Add(0, 6, frame: 4);
        Assert.Equal(1, Queue.DropFrame(_scene.Media[0]));
        Assert.Equal(2, Queue.DropFrame(_scene.Media[0]));
        Assert.Equal(0, _scene.Leased);
        Assert.Empty(Queue.Lanes);
    }

    [Fact]
    public void It_is_full_at_its_bounds()
    {
        Assert.True(Queue.HasRoom(EngineLimits.MaxPacedBytes));
        Assert.False(Queue.HasRoom(EngineLimits.MaxPacedBytes + 1));
        for (int i = 0; i < EngineLimits.MaxPacedPackets; i++)
        {
            Assert.True(Queue.HasRoom(1012));
            _scene.Add(i % 3, (ushort)i, frame: (uint)i);
        }

        Assert.False(Queue.HasRoom(1012));
        Queue.Clear();
        Assert.True(Queue.HasRoom(1012));
        Assert.Equal(0, _scene.Leased);
    }

    [Fact]
    public void Waiting_allocates_nothing_once_its_slots_exist()
    {
        long allocated = 0;
        for (int round = 0; round < 200; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                _scene.Add(i % 3, (ushort)i, frame: (uint)i / 4, isResent: i % 10 == 0);
            }

            while (Queue.TryTake(out PacedPacket packet))
            {
                packet.Packet!.Release();
            }

            allocated += round < 2 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    public void Dispose() => _scene.Dispose();
}
