using Tureen.WorkerProcess.Channel;

namespace Tureen.Tests.WorkerProcess.Channel;

public sealed class ChannelInputTests
{
    [Fact]
    public void Messages_are_handed_over_until_the_other_side_closes()
    {
        List<string> messages = [];
        var input = new ChannelInput(new FakeDescriptor { Incoming = [2, 0, 0, 0, 1, 2, 1, 0, 0, 0, 3], Piece = 3 });

        bool isWhole = input.Run(message =>
        {
            messages.Add(Convert.ToHexString(message.Bytes));
            message.Release();
        });

        Assert.True(isWhole);
        Assert.Equal(["0102", "03"], messages);
    }

    [Fact]
    public void What_cannot_be_a_message_ends_the_reading() =>
        Assert.False(new ChannelInput(new FakeDescriptor { Incoming = [255, 255, 255, 255, 0] }).Run(static message => message.Release()));
}
