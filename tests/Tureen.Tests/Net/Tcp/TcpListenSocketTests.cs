using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen.Tests.Net.Tcp;

public sealed class TcpListenSocketTests
{
    [Fact]
    public void A_connection_comes_goes_and_leaves_nothing()
    {
        using var loop = new TcpLoop();
        Socket client = loop.Connect();
        loop.Turn();
        Assert.Equal((1, 1), (loop.Listener.ConnectionCount, loop.Listener.WaitingCount));
        loop.Listener.Confirm(TcpLoop.AddressOf(client));
        loop.Listener.Confirm(TcpLoop.AddressOf(client));
        Assert.Equal((1, 0), (loop.Listener.ConnectionCount, loop.Listener.WaitingCount));
        Assert.True(loop.Listener.NextDeadline.IsNever);
        client.Dispose();
        Assert.True(SpinWait.SpinUntil(() => loop.Turn() > 0, TimeSpan.FromSeconds(10)));
        Assert.Equal((0, 0), (loop.Listener.ConnectionCount, loop.Listener.WaitingCount));
    }

    [Fact]
    public void What_a_peer_does_not_take_waits_and_what_exceeds_the_bound_is_refused()
    {
        using var loop = new TcpLoop();
        Socket client = loop.Connect();
        loop.Turn();
        var tuple = new TransportTuple(loop.Listener.Id, TransportProtocol.Tcp, TcpLoop.AddressOf(client));
        Assert.Equal(default, loop.Batch.GetBacklog(tuple));
        Assert.Equal(default, loop.Batch.GetBacklog(tuple with { Remote = NetworkAddress.FromIPv4(0x7F000001, 1) }));

        loop.Send(tuple, 1000);
        Assert.True(SpinWait.SpinUntil(() => loop.Batch.GetBacklog(tuple).Waiting == 0, TimeSpan.FromSeconds(10)));
        Assert.Equal((1002, 1002, 0), Of(loop.Batch.GetBacklog(tuple)));

        for (int i = 0; i < 50_000 && loop.Batch.GetBacklog(tuple).Refused == 0; i++)
        {
            loop.Send(tuple, 1200);
        }

        SendBacklog full = loop.Batch.GetBacklog(tuple);
        Assert.Equal(1, full.Refused);
        Assert.InRange(full.Waiting, NetLimits.TcpSendBytes - 1202, long.MaxValue);
        Assert.True(full.Left > 0);

        byte[] buffer = new byte[100_000];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                client.Receive(buffer);
                loop.Turn();
                return loop.Batch.GetBacklog(tuple).Waiting < full.Waiting / 2;
            },
            TimeSpan.FromSeconds(20)));
        Assert.Equal(full.Taken, loop.Batch.GetBacklog(tuple).Taken);
    }

    private static (long, long, long) Of(SendBacklog backlog) => (backlog.Left, backlog.Taken, backlog.Refused);

    [Fact]
    public void Confirming_a_path_that_is_not_there_does_nothing()
    {
        using var loop = new TcpLoop();
        loop.Listener.Confirm(NetworkAddress.FromIPv4(0x7F000001, 1));
        Assert.Equal(0, loop.Listener.ConnectionCount);
    }

    [Fact]
    public void Many_that_are_due_at_once_are_closed_over_several_turns()
    {
        using var loop = new TcpLoop();
        for (int i = 0; i < NetLimits.TcpClosesPerTurn + 10; i++)
        {
            loop.Enter();
        }

        Timestamp due = MonotonicClock.Now + NetLimits.TcpAuthenticationTime;
        loop.HandleDeadlines(due);
        Assert.Equal(10, loop.Listener.ConnectionCount);
        Assert.True(loop.Deadlines.Next > due && loop.Deadlines.Next < due + TimeSpan.FromMilliseconds(1));
        loop.HandleDeadlines(loop.Deadlines.Next);
        Assert.Equal(0, loop.Listener.ConnectionCount);
        Assert.True(loop.Deadlines.Next.IsNever);
    }
}
