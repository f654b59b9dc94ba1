using Tureen.WorkerProcess.Channel;

namespace Tureen.Tests.WorkerProcess.Channel;

public sealed class ChannelOutputTests
{
    [Fact]
    public void The_messages_of_a_turn_are_written_together()
    {
        var descriptor = new FakeDescriptor();
        var output = new ChannelOutput(descriptor);

        output.Send([1, 2]);
        output.Send([3]);
        Assert.Empty(descriptor.Written);

        output.Flush();
        Assert.Equal([1, 2, 3], descriptor.Written);
    }

    [Fact]
    public void What_the_application_is_too_slow_for_waits_and_nothing_overtakes_it()
    {
        var descriptor = new FakeDescriptor { Room = 5 };
        descriptor.Reads.Reset();
        var output = new ChannelOutput(descriptor);
        byte[] sent = [.. Enumerable.Range(0, 200).Select(static i => (byte)i)];

        foreach (byte[] message in sent.Chunk(10))
        {
            output.Send(message);
            output.Flush();
        }

        Assert.Equal(sent[..5], descriptor.Written);
        descriptor.Room = int.MaxValue;
        descriptor.Reads.Set();
        output.Finish();
        Assert.Equal(sent, descriptor.Written);
    }

    [Fact]
    public void More_than_is_gathered_leaves_before_the_turn_ends()
    {
        var descriptor = new FakeDescriptor();
        var output = new ChannelOutput(descriptor);

        output.Send(new byte[ChannelLimits.GatheredLength + 1]);

        Assert.Equal(ChannelLimits.GatheredLength + 1, descriptor.Written.Length);
    }
}
