using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Congestion;

[Collection(nameof(AllocationMeasurement))]
public sealed class RembGeneratorTests
{
    private const int PacketLength = 1200;

    [Fact]
    public void A_sender_on_a_free_path_is_let_up_to_its_own_maximum_within_seconds()
    {
        var path = new SimulatedPath(capacity: 50_000_000, senderMaximum: 2_500_000);
        path.Run(seconds: 8);
        Assert.InRange(path.SendRate, 2_400_000, 2_500_000);
        Assert.True(path.Messages > 10);
    }

    [Theory]
    [InlineData(500_000)]
    [InlineData(1_500_000)]
    [InlineData(3_000_000)]
    public void A_sender_on_a_narrow_path_comes_to_use_most_of_it_without_a_standing_queue(int capacity)
    {
        var path = new SimulatedPath(capacity, senderMaximum: 10_000_000);
        path.Run(seconds: 20);
        path.ResetMeasurement();
        path.Run(seconds: 20);
        Assert.InRange(path.MeanRate, 0.7 * capacity, 1.05 * capacity);
        Assert.InRange(path.MeanQueueMilliseconds, 0, 100);
    }

    [Fact]
    public void A_path_that_narrows_and_widens_is_followed()
    {
        var path = new SimulatedPath(capacity: 3_000_000, senderMaximum: 2_500_000);
        path.Run(seconds: 15);
        path.Capacity = 600_000;
        path.Run(seconds: 5);
        Assert.InRange(path.SendRate, 200_000, 700_000);
        path.Capacity = 3_000_000;
        path.Run(seconds: 30);
        Assert.InRange(path.SendRate, 1_200_000, 2_500_000);
    }

    [Fact]
    public void The_applications_limit_is_never_exceeded()
    {
        var path = new SimulatedPath(capacity: 50_000_000, senderMaximum: 2_500_000);
        path.Generator.MaxIncomingBitrate = new Bitrate(700_000);
        path.Run(seconds: 5);
        Assert.InRange(path.SendRate, 600_000, 700_000);
    }

    [Fact]
    public void Nothing_is_reported_before_the_start_or_without_packets()
    {
        var generator = new RembGenerator();
        byte[] packet = new byte[100];
        Assert.True(generator.NextDeadline.IsNever);
        generator.Start(Timestamp.Zero);
        generator.HandleDeadline(Timestamp.FromMilliseconds(500));
        Assert.False(generator.TryWriteRemb(Timestamp.FromMilliseconds(500), packet, out _));
        generator.Stop();
        Assert.True(generator.NextDeadline.IsNever);
    }

    [Fact]
    public void Any_send_times_and_sources_are_survived_and_allocate_nothing_later()
    {
        var random = new SeededRandomSource(4);
        var generator = new RembGenerator();
        byte[] packet = new byte[EngineLimits.MaxRtcpLength];
        Timestamp now = Timestamp.Zero;
        generator.Start(now);
        Run(generator, random, packet, ref now);
        long allocated = Allocations.Least(() => Run(generator, random, packet, ref now));

        Assert.Equal(0, allocated);
        Assert.InRange(generator.Estimate!.Value.BitsPerSecond, 30_000, 1_000_000_000);
    }

    private static void Run(RembGenerator generator, SeededRandomSource random, byte[] packet, ref Timestamp now)
    {
        for (int i = 0; i < 50_000; i++)
        {
            now += TimeSpan.FromMicroseconds(random.Next(0, 5000));
            generator.HandlePacket(now, random.Next(0, 64_000_000), random.Next(1, 1500), random.NextUInt32());
            generator.HandleDeadline(now);
            if (generator.TryWriteRemb(now, packet, out int length) && length > EngineLimits.MaxRtcpLength)
            {
                Assert.Fail("A message is too long.");
            }
        }
    }

    /// <summary>A sender that obeys each message, 40 ms of delay, and a queue before a link of limited rate.</summary>
    private sealed class SimulatedPath(int capacity, int senderMaximum)
    {
        private const int Delay = 20_000;
        private const int Step = 1000;

        private readonly Queue<(long SentAt, long Arrival)> _inFlight = new();
        private readonly Queue<(long At, long Rate)> _messages = new();
        private long _now;
        private long _linkFreeAt;
        private double _credit;
        private long _received;
        private double _queued;
        private long _measuredFrom;

        public RembGenerator Generator { get; } = new();

        public long Capacity { get; set; } = capacity;

        public long SendRate { get; private set; } = 300_000;

        public int Messages { get; private set; }

        public double MeanRate => _received * 8_000_000.0 / (_now - _measuredFrom);

        public double MeanQueueMilliseconds => _queued * Step / 1000 / (_now - _measuredFrom);

        public void ResetMeasurement()
        {
            _received = 0;
            _queued = 0;
            _measuredFrom = _now;
        }

        public void Run(int seconds)
        {
            if (_now == 0)
            {
                Generator.Start(Timestamp.Zero);
            }

            for (long end = _now + (seconds * 1_000_000L); _now < end; _now += Step)
            {
                Send();
                Receive();
                while (_messages.TryPeek(out (long At, long Rate) message) && message.At <= _now)
                {
                    SendRate = Math.Min(_messages.Dequeue().Rate, senderMaximum);
                }
            }
        }

        private void Send()
        {
            _credit += SendRate / 8.0 * Step / 1_000_000;
            for (; _credit >= PacketLength; _credit -= PacketLength)
            {
                _linkFreeAt = Math.Max(_linkFreeAt, _now) + (PacketLength * 8_000_000L / Capacity);
                _inFlight.Enqueue((_now, _linkFreeAt + Delay));
            }

            _queued += Math.Max(0, _linkFreeAt - _now);
        }

        private void Receive()
        {
            while (_inFlight.TryPeek(out (long SentAt, long Arrival) packet) && packet.Arrival <= _now)
            {
                _inFlight.Dequeue();
                _received += PacketLength;
                Generator.HandlePacket(new Timestamp(packet.Arrival), packet.SentAt % 64_000_000, PacketLength, 7);
                Poll();
            }

            Generator.HandleDeadline(new Timestamp(_now));
            Poll();
        }

        private void Poll()
        {
            Span<byte> bytes = stackalloc byte[100];
            if (!Generator.TryWriteRemb(new Timestamp(_now), bytes, out int length))
            {
                return;
            }

            var packets = new RtcpCompoundEnumerator(bytes[..length]);
            Assert.True(packets.MoveNext());
            Assert.True(ReceiverEstimatedMaxBitrate.TryParse(packets.Current, out ReceiverEstimatedMaxBitrate remb));
            _messages.Enqueue((_now + Delay, remb.Bitrate.BitsPerSecond));
            Messages++;
        }
    }
}
