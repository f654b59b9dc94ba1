using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Receive;

namespace Tureen.Tests.Engine.Sctp.Receive;

public sealed class SerialHeapsTests
{
    private const int Heaps = 3;

    [Fact]
    public void They_equal_sorted_lists_under_random_use()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var random = new SeededRandomSource(seed);
            var heaps = new SerialHeaps();
            int[] firsts = [.. Enumerable.Repeat(SerialHeaps.None, Heaps)];
            var model = new Dictionary<int, (int Heap, uint Key)>();
            uint center = random.NextUInt32();
            for (int step = 0; step < 2000; step++)
            {
                int node = random.Next(0, 300);
                int heap = random.Next(0, Heaps - 1);
                if (model.Remove(node, out (int Heap, uint Key) known))
                {
                    heaps.Remove(ref firsts[known.Heap], node);
                }
                else if (random.Next(0, 9) < 7)
                {
                    uint key = center + (uint)random.Next(0, 1000);
                    model.Add(node, (heap, key));
                    heaps.Add(ref firsts[heap], node, key);
                }
                else if (firsts[heap] != SerialHeaps.None)
                {
                    model.Remove(firsts[heap]);
                    heaps.Remove(ref firsts[heap], firsts[heap]);
                }

                AssertFirst(heaps, firsts[heap], [.. model.Values.Where(item => item.Heap == heap).Select(item => item.Key - center)], center, seed);
            }
        }
    }

    [Fact]
    public void Any_order_of_use_costs_few_steps_a_node()
    {
        const int Nodes = 10_000;
        var heaps = new SerialHeaps();
        int first = SerialHeaps.None;
        long before = StepCounter.Steps;
        for (int node = 0; node < Nodes; node++)
        {
            heaps.Add(ref first, node, (uint)(node * 7919L % Nodes));
        }

        for (int node = 1; node < Nodes; node += 2)
        {
            heaps.Remove(ref first, node);
        }

        while (first != SerialHeaps.None)
        {
            heaps.Remove(ref first, first);
        }

        Assert.InRange(StepCounter.Steps - before, Nodes, Nodes * 20L);
    }

    private static void AssertFirst(SerialHeaps heaps, int first, uint[] keys, uint center, ulong seed)
    {
        bool isEqual = keys.Length == 0 ? first == SerialHeaps.None : heaps.KeyOf(first) - center == keys.Min();
        Assert.True(isEqual, $"Seed {seed}: {keys.Length} nodes.");
    }
}
