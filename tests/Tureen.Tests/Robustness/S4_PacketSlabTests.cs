using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Robustness;

/// <summary>One peer at every limit at once cannot use up the packets that all transports of a worker share.</summary>
public sealed class S4_PacketSlabTests
{
    private const int Slots = 2048;
    private const int Producers = 64;

    [Fact]
    public void S4_another_call_forwards_and_keeps_100_of_100_while_one_peer_floods()
    {
        using var scene = new PacketSlabScene(Slots);
        PacketSlabScene.Peer greedy = scene.Add(Producers);
        PacketSlabScene.Peer victim = scene.Add(1);
        Flood(greedy, packets: 4 * Slots);

        // Half of the slab without its reserve, and what exceeded it went on all the same.
        const int Share = (Slots - (Slots / EngineLimits.PacketReserveDivisor)) / 2;
        Assert.InRange(greedy.PacketShare.Leased, Share - EngineLimits.PacketsGivenUpAtOnce, Share);
        Assert.Equal(4 * Slots, greedy.Forwarded);
        AssertServed(scene, victim);
    }

    [Fact]
    public void S4_many_greedy_transports_leave_room_for_another_call()
    {
        const int Large = 16 * Slots;
        using var scene = new PacketSlabScene(Large);
        PacketSlabScene.Peer[] greedy = [.. Enumerable.Range(0, 15).Select(_ => scene.Add(4))];
        PacketSlabScene.Peer victim = scene.Add(1);
        foreach (PacketSlabScene.Peer peer in greedy)
        {
            Flood(peer, packets: Large / 4);
        }

        // The last ones found next to nothing beyond the reserve, and nothing of theirs is given back while they are silent.
        int least = Large / EngineLimits.LeastPacketShareDivisor;
        int beyond = Large - (Large / EngineLimits.PacketReserveDivisor);
        Assert.InRange(scene.Leased, beyond - least, beyond + (15 * least));
        AssertServed(scene, victim);
    }

    [Fact]
    public void S4_what_came_last_is_what_a_greedy_stream_keeps()
    {
        using var scene = new PacketSlabScene(Slots);
        PacketSlabScene.Peer greedy = scene.Add(1);
        Flood(greedy, packets: 2000);

        ConsumerCore consumer = greedy.Consumer(0);
        ushort newest = consumer.Streams[0].Sender.MaxSequence;
        int kept = Enumerable.Range(0, 200).Count(back => consumer.Streams[0].Sender.TryRetransmit(
            scene.Now + TimeSpan.FromSeconds(back), (ushort)(newest - back), out _));
        Assert.True(kept >= 199, $"{kept} of the last 200 are kept");
    }

    [Fact]
    public void S4_timestamps_that_stand_still_do_not_stop_ageing()
    {
        using var scene = new PacketSlabScene(Slots);
        PacketSlabScene.Peer peer = scene.Add(1);
        for (int i = 0; i < 500; i++)
        {
            scene.Now += TimeSpan.FromMilliseconds(20);
            peer.Push(0, (ushort)i, timestamp: 7);
        }

        // Ten seconds came in, of which two are kept.
        Assert.InRange(scene.Leased, 99, 101);
    }

    [Fact]
    public void S4_timestamps_that_run_backwards_do_not_stop_ageing()
    {
        using var scene = new PacketSlabScene(Slots);
        PacketSlabScene.Peer peer = scene.Add(1);
        for (int i = 0; i < 500; i++)
        {
            scene.Now += TimeSpan.FromMilliseconds(20);
            peer.Push(0, (ushort)i, (uint)(1_000_000 - (10 * i)));
        }

        Assert.InRange(scene.Leased, 0, 101);
    }

    [Fact]
    public void S4_after_the_flood_everything_is_given_back()
    {
        using var scene = new PacketSlabScene(Slots);
        PacketSlabScene.Peer greedy = scene.Add(Producers);
        Flood(greedy, packets: 2 * Slots);
        scene.Now += TimeSpan.FromSeconds(5);
        greedy.Report();

        Assert.Equal(0, scene.Leased);
        Assert.Equal(0, greedy.PacketShare.Leased);
    }

    [Fact]
    public void S4_what_exceeds_a_share_is_counted()
    {
        // The one slot is taken by the first packet.
        using var scene = new PacketSlabScene(slots: 1);
        PacketSlabScene.Peer peer = scene.Add(Producers);
        Flood(peer, packets: Producers);

        Assert.Equal(Producers, peer.Forwarded);
        Assert.InRange(scene.Context.Counters.RtpPacketsNotKept, Producers - 2, Producers);
        Assert.Equal(0, scene.Context.Drops.Total);
    }

    private static void Flood(PacketSlabScene.Peer peer, int packets, int from = 0)
    {
        for (int i = from; i < from + packets; i++)
        {
            int streams = peer.Streams;
            ProducerResult result = peer.Push(i % streams, (ushort)(i / streams), timestamp: 7);
            Assert.Equal(ProducerResultKind.Media, result.Kind);
        }
    }

    private static void AssertServed(PacketSlabScene scene, PacketSlabScene.Peer victim)
    {
        for (int i = 0; i < 100; i++)
        {
            scene.Now += TimeSpan.FromMilliseconds(5);
            Assert.Equal(ProducerResultKind.Media, victim.Push(0, (ushort)i, (uint)(i * 450)).Kind);
        }

        Assert.Equal(100, victim.Forwarded);
        Assert.Equal(100, victim.PacketShare.Leased);
        Assert.Equal(0, scene.Context.Drops.Total);
        ConsumerCore consumer = victim.Consumer(0);
        ushort newest = consumer.Streams[0].Sender.MaxSequence;
        for (int back = 0; back < 50; back++)
        {
            Assert.True(consumer.Streams[0].Sender.TryRetransmit(scene.Now, (ushort)(newest - back), out _));
        }
    }
}
