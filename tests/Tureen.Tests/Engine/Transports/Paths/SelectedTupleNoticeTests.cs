using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Transports.Paths;

public sealed class SelectedTupleNoticeTests
{
    private static readonly Timestamp Start = new(1_000_000);

    private readonly SelectedTupleNotice _notice = new();

    [Fact]
    public void A_change_is_raised_at_once_and_only_once()
    {
        Assert.True(_notice.TryRaise(Start, Tuple(1)));
        Assert.False(_notice.TryRaise(Start, Tuple(1)));
        Assert.True(_notice.TryRaise(Start, Tuple(2)));
        Assert.True(_notice.NextDeadline.IsNever);
    }

    [Fact]
    public void Of_changes_beyond_the_burst_only_the_last_is_raised_and_later()
    {
        int raised = 0;
        for (ushort port = 1; port <= 1000; port++)
        {
            raised += _notice.TryRaise(Start, Tuple(port)) ? 1 : 0;
        }

        Assert.Equal(EngineLimits.SelectedTupleEventBurst, raised);
        Assert.True(_notice.NextDeadline > Start && _notice.NextDeadline <= Start + TimeSpan.FromSeconds(1));
        Assert.True(_notice.TryRaise(_notice.NextDeadline, Tuple(1000)));
        Assert.True(_notice.NextDeadline.IsNever);
    }

    [Fact]
    public void Nothing_is_left_to_raise_when_the_raised_tuple_is_selected_again()
    {
        for (ushort port = 1; port <= EngineLimits.SelectedTupleEventBurst + 1; port++)
        {
            _notice.TryRaise(Start, Tuple(port));
        }

        Assert.False(_notice.TryRaise(Start, Tuple(EngineLimits.SelectedTupleEventBurst)));
        Assert.True(_notice.NextDeadline.IsNever);
    }

    [Fact]
    public void A_tuple_that_comes_back_after_a_disconnection_is_raised_again()
    {
        Assert.True(_notice.TryRaise(Start, Tuple(1)));
        _notice.Forget();
        Assert.True(_notice.TryRaise(Start, Tuple(1)));
    }

    private static TransportTuple Tuple(int port) =>
        new(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x0A000001, (ushort)port));
}
