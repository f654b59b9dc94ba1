using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

public class SrtpReplayWindowTests
{
    [Fact]
    public void An_index_is_accepted_once()
    {
        var window = new SrtpReplayWindow();
        Assert.Equal(DropReason.None, window.Check(0));
        window.Accept(0);
        Assert.Equal(DropReason.SrtpReplayed, window.Check(0));
        Assert.Equal(DropReason.None, window.Check(1));
    }

    [Fact]
    public void The_window_holds_exactly_1024_indices()
    {
        var window = new SrtpReplayWindow();
        window.Accept(5000);
        Assert.Equal(DropReason.None, window.Check(5000 - 1023));
        Assert.Equal(DropReason.SrtpTooOld, window.Check(5000 - 1024));
    }

    [Fact]
    public void It_agrees_with_a_set_of_all_seen_indices()
    {
        var random = new SeededRandomSource(4);
        var window = new SrtpReplayWindow();
        HashSet<ulong> seen = [];
        ulong highest = 0;
        for (int i = 0; i < 50_000; i++)
        {
            int step = random.Next(0, 99) == 0 ? random.Next(-3000, 3000) : random.Next(-40, 42);
            ulong index = (ulong)Math.Max(0, (long)highest + step);
            DropReason expected = DropReason.None;
            if (seen.Count > 0 && index + 1024 <= highest)
            {
                expected = DropReason.SrtpTooOld;
            }
            else if (seen.Contains(index))
            {
                expected = DropReason.SrtpReplayed;
            }

            Assert.Equal(expected, window.Check(index));
            if (expected == DropReason.None)
            {
                window.Accept(index);
                seen.Add(index);
                highest = Math.Max(highest, index);
            }
        }
    }
}
