using Tureen.Engine.Primitives;
using Tureen.Recording.Frames;

namespace Tureen.Tests.Recording.Frames;

public sealed class PacketWindowTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    [Fact]
    public void Packets_leave_in_their_order_over_the_wrap_of_their_numbers()
    {
        var window = new PacketWindow(Window);
        foreach (int sequence in new[] { 65_533, 65_535, 65_534, 1, 0, 2 })
        {
            window.Add(TestPackets.Create(sequence));
        }

        Assert.Equal([65_533, 65_534, 65_535, 0, 1, 2], Take(window, Timestamp.Zero).Select(static one => one.Sequence));
    }

    [Fact]
    public void A_gap_is_waited_for_as_long_as_a_repair_may_take_and_then_given_up()
    {
        var window = new PacketWindow(Window);
        window.Add(TestPackets.Create(1));
        window.Add(TestPackets.Create(3, at: Timestamp.FromMilliseconds(100)));

        Assert.Equal([(1, false)], Take(window, Timestamp.FromMilliseconds(1_099)));
        Assert.Equal([(3, true)], Take(window, Timestamp.FromMilliseconds(1_100)));
        Assert.Equal(1, window.Lost);
    }

    [Fact]
    public void A_packet_that_comes_too_late_or_twice_is_dropped_and_counted()
    {
        var window = new PacketWindow(Window);
        window.Add(TestPackets.Create(1));
        window.Add(TestPackets.Create(2));
        Assert.Equal(2, Take(window, Timestamp.Zero).Count);

        window.Add(TestPackets.Create(1));
        window.Add(TestPackets.Create(4));
        window.Add(TestPackets.Create(4));

        Assert.Equal(2, window.Late);
        Assert.Equal([(4, true)], Take(window, Timestamp.Never));
    }

    [Fact]
    public void A_jump_that_no_loss_explains_begins_anew()
    {
        var window = new PacketWindow(Window);
        window.Add(TestPackets.Create(1));
        window.Add(TestPackets.Create(3));
        window.Add(TestPackets.Create(20_000));
        window.Add(TestPackets.Create(20_001));

        Assert.Equal([(20_000, true), (20_001, false)], Take(window, Timestamp.Zero));
    }

    [Fact]
    public void Any_order_within_the_window_comes_out_whole()
    {
        var random = new Random(3);
        for (int run = 0; run < 50; run++)
        {
            var window = new PacketWindow(Window);
            window.Add(TestPackets.Create(0));
            int[] order = [.. Enumerable.Range(1, 500)];
            random.Shuffle(order);
            foreach (int sequence in order)
            {
                window.Add(TestPackets.Create(sequence));
            }

            Assert.Equal(Enumerable.Range(0, 501), Take(window, Timestamp.Zero).Select(static one => one.Sequence));
        }
    }

    private static List<(int Sequence, bool IsAfterGap)> Take(PacketWindow window, Timestamp now)
    {
        List<(int Sequence, bool IsAfterGap)> taken = [];
        while (window.TryTake(now, out MediaPacket packet, out bool isAfterGap))
        {
            taken.Add((packet.SequenceNumber, isAfterGap));
            packet.Free();
        }

        return taken;
    }
}
