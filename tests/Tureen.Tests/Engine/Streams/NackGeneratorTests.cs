using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Streams;

[Collection(nameof(AllocationMeasurement))]
public sealed class NackGeneratorTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    /// <summary>Words are <c>sequence:first+count/list</c>; <c>k</c> marks a key frame, <c>!</c> one that is needed.</summary>
    [Theory]
    [InlineData("2371 2372 2373 2374 2375 2376 2377 2378 2379 2380 2254 2250")]
    [InlineData("2381 2383:2382+1/1")]
    [InlineData("65534 65535 0")]
    [InlineData("65534 65535 1:0+1/1")]
    [InlineData("65534 65535 1:0+1/1 11:2+9/10 k12:0+0/10 k13:0+0/10")]
    [InlineData("1 3:2+1/1 5:4+1/2 7:6+1/3 9:8+1/4")]
    [InlineData("1 3:2+1/1 7:4+3/4 9:8+1/5")]
    [InlineData("1 300:2+298/298 3:0+0/297 4:0+0/296 5:0+0/295")]
    [InlineData("1 3000!")]
    [InlineData("1 500:2+498/498 k600:501+99/597 1200:601+599/599")]
    public void Gaps_are_asked_for(string script)
    {
        var generator = new NackGenerator(TimeSpan.Zero);
        foreach (string word in script.Split(' '))
        {
            string[] parts = word.TrimStart('k').TrimEnd('!').Split(':', '+', '/');
            generator.HandlePacket(Start, ushort.Parse(parts[0]), word[0] == 'k', isRecovered: false);
            ReadOnlySpan<ushort> requests = generator.TakeRequests();
            Assert.Equal(parts.Length > 1 ? int.Parse(parts[2]) : 0, requests.Length);
            if (requests.Length > 0)
            {
                Assert.Equal(ushort.Parse(parts[1]), requests[0]);
            }

            Assert.Equal(parts.Length > 1 ? int.Parse(parts[3]) : 0, generator.Count);
            Assert.Equal(word.EndsWith('!'), generator.TakeKeyFrameRequired());
        }
    }

    [Fact]
    public void A_young_gap_waits_for_the_timer()
    {
        var generator = new NackGenerator(NackGenerator.DefaultSendDelay);
        generator.HandlePacket(Start, 1, false, false);
        Assert.True(generator.NextDeadline.IsNever);
        generator.HandlePacket(Start, 3, false, false);
        Assert.Equal(0, generator.TakeRequests().Length);
        Assert.Equal(Start + NackGenerator.TimerInterval, generator.NextDeadline);
        generator.HandleDeadline(generator.NextDeadline);
        Assert.Equal([2], generator.TakeRequests().ToArray());
    }

    [Fact]
    public void A_reordered_packet_that_nobody_asked_for_is_no_repair()
    {
        var generator = new NackGenerator(NackGenerator.DefaultSendDelay);
        generator.HandlePacket(Start, 1, false, false);
        generator.HandlePacket(Start, 3, false, false);
        Assert.False(generator.HandlePacket(Start, 2, false, isRecovered: false));
        generator.HandleDeadline(generator.NextDeadline);
        Assert.Equal(0, generator.TakeRequests().Length);
        Assert.True(generator.NextDeadline.IsNever);
    }

    [Fact]
    public void A_packet_that_was_asked_for_is_a_repair_once()
    {
        var generator = new NackGenerator(TimeSpan.Zero);
        generator.HandlePacket(Start, 1, false, false);
        generator.HandlePacket(Start, 3, false, false);
        Assert.True(generator.HandlePacket(Start, 2, false, isRecovered: false));
        Assert.False(generator.HandlePacket(Start, 2, false, isRecovered: false));
    }

    [Fact]
    public void A_packet_by_rtx_that_is_newer_than_all_is_taken_and_its_original_is_not_missed()
    {
        var generator = new NackGenerator(TimeSpan.Zero);
        generator.HandlePacket(Start, 1, false, false);
        Assert.True(generator.HandlePacket(Start, 2, false, isRecovered: true));
        Assert.False(generator.HandlePacket(Start, 2, false, isRecovered: true));
        generator.HandlePacket(Start, 3, false, false);
        Assert.Equal(0, generator.TakeRequests().Length);
    }

    [Fact]
    public void A_request_is_repeated_once_per_round_trip_and_given_up_after_ten()
    {
        var generator = new NackGenerator(TimeSpan.Zero) { RoundTripTime = TimeSpan.FromMilliseconds(90) };
        generator.HandlePacket(Start, 1, false, false);
        generator.HandlePacket(Start, 3, false, false);
        var sent = new List<long> { 0 };
        Assert.Equal(1, generator.TakeRequests().Length);
        while (!generator.NextDeadline.IsNever)
        {
            Timestamp now = generator.NextDeadline;
            generator.HandleDeadline(now);
            if (generator.TakeRequests().Length > 0)
            {
                sent.Add((now - Start).Ticks / TimeSpan.TicksPerMillisecond);
            }
        }

        Assert.Equal([0, 120, 240, 360, 480, 600, 720, 840, 960, 1080], sent);
        Assert.Equal(0, generator.Count);
    }

    [Fact]
    public void Without_a_round_trip_time_a_request_is_repeated_after_100_ms()
    {
        var generator = new NackGenerator(TimeSpan.Zero);
        generator.HandlePacket(Start, 1, false, false);
        generator.HandlePacket(Start, 3, false, false);
        generator.TakeRequests();
        generator.HandleDeadline(Start + TimeSpan.FromMilliseconds(99));
        Assert.Equal(0, generator.TakeRequests().Length);
        generator.HandleDeadline(Start + TimeSpan.FromMilliseconds(140));
        Assert.Equal(1, generator.TakeRequests().Length);
    }

    [Fact]
    public void A_reset_forgets_all()
    {
        var generator = new NackGenerator(TimeSpan.Zero);
        generator.HandlePacket(Start, 1, false, false);
        generator.HandlePacket(Start, 30, false, false);
        generator.Reset();
        Assert.Equal(0, generator.TakeRequests().Length);
        Assert.Equal(0, generator.Count);
        generator.HandlePacket(Start, 5000, false, false);
        Assert.Equal(0, generator.Count);
    }

    [Fact]
    public void Any_order_of_packets_stays_in_bounds_and_soon_allocates_nothing()
    {
        var random = new SeededRandomSource(3);
        var generator = new NackGenerator(NackGenerator.DefaultSendDelay);
        Timestamp now = Start;
        ushort sequence = 0;
        Run(generator, random, ref now, ref sequence);
        generator.Reset();
        generator.HandlePacket(now, 0, true, false);
        generator.HandlePacket(now, 1000, true, false);
        generator.HandleDeadline(now + TimeSpan.FromSeconds(1));
        generator.TakeRequests();
        long allocated = Allocations.Least(() => Run(generator, random, ref now, ref sequence));

        Assert.Equal(0, allocated);
    }

    private static void Run(NackGenerator generator, SeededRandomSource random, ref Timestamp now, ref ushort sequence)
    {
        for (int i = 0; i < 30_000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(0, 3));
            sequence += (ushort)random.Next(0, 100) switch
            {
                0 => (ushort)random.Next(0, 65_535),
                < 10 => (ushort)random.Next(0, 200),
                _ => 1,
            };
            generator.HandlePacket(now, (ushort)(sequence - random.Next(0, 5)), random.Next(0, 30) == 0, random.Next(0, 9) == 0);
            generator.HandleDeadline(now);
            if (generator.Count > NackGenerator.MaxNackPackets || generator.TakeRequests().Length > NackGenerator.MaxNackPackets)
            {
                Assert.Fail("The list of missing packets grew over its bound.");
            }
        }
    }
}
