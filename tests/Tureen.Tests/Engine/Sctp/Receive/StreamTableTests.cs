using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Receive;

namespace Tureen.Tests.Engine.Sctp.Receive;

public sealed class StreamTableTests
{
    [Fact]
    public void It_equals_a_dictionary_under_random_use()
    {
        var random = new SeededRandomSource(7);
        var table = new StreamTable<int>(initial: -5);
        var model = new Dictionary<ushort, int>();
        for (int step = 0; step < 100_000; step++)
        {
            ushort id = (ushort)(random.Next(0, 3) == 0 ? random.Next(0, 65_535) : random.Next(0, 200));
            switch (random.Next(0, 999))
            {
                case 0:
                    table.Clear();
                    model.Clear();
                    break;
                case < 300:
                    table.Remove(id);
                    model.Remove(id);
                    break;
                default:
                    table.GetOrAdd(id) += step;
                    model[id] = model.GetValueOrDefault(id, -5) + step;
                    break;
            }

            table.TryGet(id, out int value);
            Assert.Equal(model.GetValueOrDefault(id, -5), value);
        }
    }
}
