using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class FilledSlotsTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(4096)]
    public void The_next_and_the_previous_filled_slot_are_found_around_the_ring(int capacity)
    {
        int[] filled = [0, 1, 62, capacity - 1];
        var slots = new FilledSlots(capacity);
        foreach (int slot in filled)
        {
            slots.Set(slot);
        }

        for (int from = 0; from < capacity; from++)
        {
            int next = Enumerable.Range(0, capacity).Select(step => (from + step) % capacity).First(filled.Contains);
            int previous = Enumerable.Range(0, capacity).Select(step => (from - step + capacity) % capacity).First(filled.Contains);
            Assert.Equal(next, slots.FindNext(from));
            Assert.Equal(previous, slots.FindPrevious(from));
        }
    }

    [Fact]
    public void A_slot_that_was_cleared_is_passed()
    {
        var slots = new FilledSlots(128);
        slots.Set(3);
        slots.Set(100);
        slots.Clear(100);

        Assert.Equal(3, slots.FindNext(4));
        Assert.Equal(3, slots.FindPrevious(127));
    }
}
