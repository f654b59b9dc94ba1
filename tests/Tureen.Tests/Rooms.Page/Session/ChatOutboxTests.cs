using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class ChatOutboxTests
{
    private readonly List<string> _delivered = [];
    private readonly List<string> _sent = [];
    private readonly ChatOutbox _outbox;

    public ChatOutboxTests()
    {
        _outbox = new ChatOutbox(message => _delivered.Add(message.Text));
    }

    [Fact]
    public void A_message_is_delivered_when_the_server_has_received_it()
    {
        _outbox.Open(_sent.Add);
        _outbox.Add("a");
        _outbox.Add("b");
        Assert.Equal(["a", "b"], _sent);
        Assert.Empty(_delivered);
        _outbox.HandleReceived(0);
        Assert.Empty(_delivered);
        _outbox.HandleReceived(1);
        Assert.Equal(["a"], _delivered);
        Assert.True(_outbox.IsAwaiting);
        _outbox.HandleReceived(2);
        Assert.Equal(["a", "b"], _delivered);
        Assert.False(_outbox.IsAwaiting);
    }

    [Fact]
    public void What_the_server_does_not_have_goes_over_the_next_channel_in_order()
    {
        _outbox.Add("before");
        Assert.False(_outbox.IsAwaiting);
        _outbox.Open(_sent.Add);
        _outbox.Add("a");
        _outbox.HandleReceived(1);
        _outbox.Close();
        _outbox.Add("b");
        Assert.False(_outbox.IsAwaiting);
        _sent.Clear();

        _outbox.Open(_sent.Add);
        Assert.Equal(["a", "b"], _sent);
        _outbox.HandleReceived(2);
        Assert.Equal(["before", "a", "b"], _delivered);
    }

    [Fact]
    public void A_channel_that_refuses_a_message_loses_none()
    {
        _outbox.Open(text =>
        {
            if (_sent.Count == 1)
            {
                throw new InvalidOperationException("the channel has just ended");
            }

            _sent.Add(text);
        });
        _outbox.Add("a");
        _outbox.Add("b");
        _outbox.Add("c");
        _outbox.HandleReceived(3);
        Assert.Equal(["a"], _delivered);
        _sent.Clear();
        _outbox.Open(_sent.Add);
        Assert.Equal(["b", "c"], _sent);
    }

    [Fact]
    public void Too_many_that_wait_are_refused()
    {
        for (int index = 0; index < ChatOutbox.MaxWaiting; index++)
        {
            Assert.NotNull(_outbox.Add("text"));
        }

        Assert.Null(_outbox.Add("one too many"));
    }

    /// <summary>Whatever happens to channels, each message is delivered once, in order, and only after a channel carried it.</summary>
    [Fact]
    public void Random_ends_of_channels_lose_and_reorder_nothing()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        List<string> received = [];
        bool isOpen = false;
        int onChannel = 0;
        for (int step = 0; step < 2_000; step++)
        {
            switch (random.Next(5))
            {
                case 0 when isOpen:
                    _outbox.Close();
                    isOpen = false;
                    break;
                case 1 when !isOpen:
                    isOpen = true;
                    onChannel = 0;
                    _outbox.Open(text =>
                    {
                        received.Add(text);
                        onChannel++;
                    });
                    break;
                case 2 when isOpen:
                    _outbox.HandleReceived(random.Next(onChannel + 1));
                    break;
                default:
                    _outbox.Add($"{step}");
                    break;
            }

            Assert.True(_delivered.All(received.Contains), $"seed {seed}, step {step}");
        }

        _outbox.Open(received.Add);
        _outbox.HandleReceived(int.MaxValue);
        Assert.True(_delivered.SequenceEqual(_delivered.Distinct().OrderBy(int.Parse)), $"seed {seed}");
        Assert.False(_outbox.IsAwaiting, $"seed {seed}");
    }
}
