using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Tests.Net.Tcp;

namespace Tureen.Tests.Robustness;

/// <summary>No descriptors or memory for a connection: its listener stays readable, and the loop must not spin on it.</summary>
public sealed class S7_DescriptorExhaustionTests
{
    private SocketError? _shortage;
    private int _accepts;

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets)]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    [InlineData(SocketError.SocketError)]
    public void S7_a_listener_that_cannot_accept_pauses_for_a_second_and_comes_back(SocketError error)
    {
        using var loop = new TcpLoop(Accept);
        _shortage = error;
        loop.Connect();
        Assert.Equal(1, loop.Turn());
        Assert.True(loop.Listener.IsPaused);
        Assert.Equal(1, _accepts);

        // Nothing is ready and nothing is due: the loop sleeps.
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(0, loop.Turn());
        }

        Timestamp resumes = loop.Deadlines.Next;
        Assert.InRange((resumes - MonotonicClock.Now).TotalSeconds, 0.1, 1);
        loop.HandleDeadlines(resumes);
        Assert.Equal(1, loop.Turn());
        Assert.Equal((2, 2), (_accepts, (int)loop.Counters.TcpPauses));

        // Descriptors come back, and the connection that waited is taken.
        _shortage = null;
        loop.HandleDeadlines(loop.Deadlines.Next);
        loop.Turn();
        Assert.Equal(1, loop.Listener.ConnectionCount);
        Assert.False(loop.Listener.IsPaused);
    }

    [Fact]
    public void S7_a_connection_that_has_not_authenticated_itself_makes_room_before_the_listener_pauses()
    {
        using var loop = new TcpLoop(Accept);
        NetworkAddress silent = loop.Enter();
        NetworkAddress honest = loop.Enter();
        loop.Listener.Confirm(honest);
        _shortage = SocketError.TooManyOpenSockets;
        loop.Connect();
        loop.Turn();
        Assert.Equal([silent], loop.Closed);
        Assert.True(loop.Listener.IsPaused);
        Assert.True(loop.Listener.TryGet(honest, out _));
    }

    [Theory]
    [InlineData(SocketError.ConnectionAborted)]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.AccessDenied)]
    public void S7_an_error_of_one_connection_stops_nobody_and_costs_a_bounded_number_of_calls_a_turn(SocketError error)
    {
        using var loop = new TcpLoop(Accept);
        _shortage = error;
        loop.Connect();
        loop.Turn();
        Assert.InRange(_accepts, 1, NetLimits.TcpAcceptsPerTurn);
        Assert.False(loop.Listener.IsPaused);
        _shortage = null;
        loop.Turn();
        Assert.Equal(1, loop.Listener.ConnectionCount);
    }

    [Fact]
    public void S7_a_closed_listener_has_nothing_due()
    {
        using var loop = new TcpLoop(Accept);
        _shortage = SocketError.TooManyOpenSockets;
        loop.Connect();
        loop.Turn();
        loop.Listener.Dispose();
        Assert.True(loop.Deadlines.Next.IsNever);
    }

    private Socket Accept(Socket listener)
    {
        _accepts++;
        return _shortage is { } error ? throw new SocketException((int)error) : listener.Accept();
    }
}
