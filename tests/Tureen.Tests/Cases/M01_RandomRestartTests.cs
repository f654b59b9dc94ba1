using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Cases;

/// <summary>Restarts at random, on a path that swaps, doubles and loses packets: what leaves has no gap that a loss does not explain.</summary>
public sealed class M01_RandomRestartTests
{
    private const int Runs = 12;

    /// <summary>Packets of a new run that arrive until one of them leaves, at most.</summary>
    private const int MostLost = 20;

    private readonly record struct Sent(int Run, int Number, ushort Sequence, uint Timestamp);

    [Theory]
    [InlineData(ConsumerType.Simple)]
    [InlineData(ConsumerType.Pipe)]
    public void What_leaves_has_no_unexplained_gap_and_no_number_twice(ConsumerType type)
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var random = new SeededRandomSource(seed);
            List<Sent> source = MakeRuns(random);
            using var scene = new LayerScene("audio/opus", type, string.Empty, 1);
            var arrivals = new List<(Sent Packet, int Leaving)>();
            foreach (Sent packet in Disturb(source, random))
            {
                int before = scene.Sent.Count;
                scene.Push(packet.Sequence, M01_SequenceRestartTests.Payload("audio/opus", 0, isKey: false), timestamp: packet.Timestamp);
                arrivals.Add((packet, scene.Sent.Count > before ? scene.Sent[^1].Sequence : -1));
            }

            AssertNumbers(arrivals, seed);
            AssertSoon(arrivals, seed);
        }
    }

    /// <summary>Runs that begin behind or far ahead of the run before, with timestamps that go on or begin anywhere.</summary>
    private static List<Sent> MakeRuns(SeededRandomSource random)
    {
        var source = new List<Sent>();
        int sequence = random.Next(0, 65_535);
        uint timestamp = random.NextUInt32();
        for (int run = 0; run < Runs; run++)
        {
            int length = random.Next(200, 2000);
            for (int i = 0; i < length; i++)
            {
                source.Add(new Sent(run, source.Count, (ushort)sequence++, timestamp));
                timestamp += 960;
            }

            sequence += random.Next(0, 3) switch
            {
                0 => -random.Next(22, 1500),
                1 => -random.Next(1500, 30_000),
                2 => random.Next(4000, 30_000),
                _ => -length,
            };
            timestamp = random.Next(0, 1) == 0 ? timestamp : random.NextUInt32();
        }

        return source;
    }

    private static List<Sent> Disturb(List<Sent> source, SeededRandomSource random)
    {
        var arriving = new List<(int At, Sent Packet)>();
        foreach (Sent packet in source)
        {
            if (random.Next(0, 99) == 0)
            {
                continue;
            }

            int delay = random.Next(0, 19) == 0 ? random.Next(1, 60) : 0;
            arriving.Add((((packet.Number + delay) * 2) + 1, packet));
            if (random.Next(0, 49) == 0)
            {
                arriving.Add(((packet.Number + random.Next(0, 60)) * 2, packet));
            }
        }

        return [.. arriving.OrderBy(static arrival => arrival.At).Select(static arrival => arrival.Packet)];
    }

    /// <summary>A number that left stands for one packet, and within a run numbers differ as those of the source.</summary>
    private static void AssertNumbers(List<(Sent Packet, int Leaving)> arrivals, ulong seed)
    {
        var meaning = new Dictionary<int, int>();
        var offsets = new Dictionary<int, int>();
        int highest = -1;
        foreach ((Sent packet, int leaving) in arrivals)
        {
            if (leaving < 0)
            {
                continue;
            }

            Assert.True(
                meaning.TryAdd(leaving, packet.Number) || meaning[leaving] == packet.Number,
                $"Seed {seed}: {leaving} stands for {packet} and another one.");
            int offset = (ushort)(leaving - packet.Sequence);
            Assert.True(
                offsets.TryAdd(packet.Run, offset) || offsets[packet.Run] == offset,
                $"Seed {seed}: the numbers of run {packet.Run} do not differ as the source's do at {packet}.");

            // Runs follow each other without a gap but for what overtakes or is lost where they meet.
            int step = highest < 0 ? 1 : (short)(leaving - highest);
            Assert.True(step <= 64, $"Seed {seed}: a gap of {step} before {packet}.");
            highest = highest < 0 || step > 0 ? leaving : highest;
        }
    }

    private static void AssertSoon(List<(Sent Packet, int Leaving)> arrivals, ulong seed)
    {
        for (int run = 0; run < Runs; run++)
        {
            (Sent Packet, int Leaving)[] packets = [.. arrivals.Where(arrival => arrival.Packet.Run == run)];
            int first = Array.FindIndex(packets, static arrival => arrival.Leaving >= 0);
            Assert.True(first is >= 0 and < MostLost, $"Seed {seed}, run {run}: the first packet that leaves is number {first}.");
            int lost = packets.Count(static arrival => arrival.Leaving < 0);
            Assert.True(lost <= MostLost + (packets.Length / 10), $"Seed {seed}, run {run}: {lost} of {packets.Length} did not leave.");
        }
    }
}
