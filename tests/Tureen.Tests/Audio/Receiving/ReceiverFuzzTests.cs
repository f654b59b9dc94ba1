using Tureen.Audio.Codec;
using Tureen.Audio.Receiving;
using Tureen.Testing;

namespace Tureen.Tests.Audio.Receiving;

/// <summary>What comes from the network may be anything.</summary>
public sealed class ReceiverFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_packets_are_counted_and_something_is_played(int seed)
    {
        var random = new Random(seed);
        var listener = new SimulatedListener(decoder: new OpusFrameDecoder(16_000));
        int number = 0;
        for (int i = 0; i < 3_000; i++)
        {
            number += random.Next(10) == 0 ? random.Next(ushort.MaxValue) : 1;
            byte[] payload = new byte[random.Next(4) == 0 ? random.Next(2_000) : random.Next(60)];
            random.NextBytes(payload);
            uint timestamp = random.Next(10) == 0 ? (uint)random.NextInt64(uint.MaxValue) : (uint)(number * 960);
            listener.Send(
                TimeSpan.FromMilliseconds((i * 20) + random.Next(100)),
                new IncomingPacket((ushort)number, timestamp, payload, IsRed: random.Next(2) == 0));
        }

        listener.RunUntil(TimeSpan.FromSeconds(60));

        Assert.True(listener.Counters.InvalidPackets > 0);
        Assert.True(listener.Counters.Packets > 0);
        Assert.True(listener.Counters.Samples >= 60 * 16_000 - 320, $"seed {seed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Red_of_random_bytes_is_read_within_its_payload_or_refused(int seed)
    {
        var random = new Random(seed);
        Span<RedBlock> blocks = stackalloc RedBlock[8];
        int read = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] payload = new byte[random.Next(64)];
            random.NextBytes(payload);
            if (!RedPayload.TryParse(payload, blocks, out int count))
            {
                continue;
            }

            read++;
            for (int block = 0; block < count; block++)
            {
                Assert.InRange(blocks[block].Start + blocks[block].Length, 0, payload.Length);
            }
        }

        Assert.True(read > 100);
    }

    [Fact]
    public void A_flood_of_packets_takes_no_more_than_the_store()
    {
        SimulatedListener listener = new();
        for (int i = 0; i < 10_000; i++)
        {
            listener.Receiver.Insert(TimeSpan.Zero, SimulatedListener.Packet(i));
        }

        Assert.InRange(listener.Counters.DroppedPackets + listener.Counters.InvalidPackets + (100 * listener.Counters.Restarts), 9_000, 10_100);
    }

    [Fact]
    public void Packets_and_frames_cost_no_memory()
    {
        var receiver = new VoiceReceiver(new ReceiverOptions(16_000, TimeSpan.Zero, TimeSpan.FromSeconds(1)), new ToneDecoder(16_000));
        byte[] payload = SimulatedListener.Payload();
        short[] frame = new short[320];
        int number = 0;
        Step();

        Assert.Equal(0, Allocations.Least(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                Step();
            }
        }));
        Assert.True(receiver.Counters.DecodedSamples > 0);

        void Step()
        {
            TimeSpan now = number * TimeSpan.FromMilliseconds(20);
            receiver.Insert(now, SimulatedListener.Packet(number++, payload));
            receiver.Pull(now, frame);
        }
    }
}
