using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 2, and what else a server does.</summary>
public sealed class V02ServerTests
{
    [Fact]
    public async Task Rooms_go_round_over_the_workers_from_the_second_on()
    {
        await using MediasoupServer server = V2Scene.CreateServer(numWorkers: 3);
        int Place(int? workerIdx = null) =>
            server.IndexOf(server.CreateRoom(V2Scene.Codecs, new RoomOptions { WorkerIdx = workerIdx }));

        Assert.Equal(3, server.NumWorkers);
        Assert.Equal([1, 2, 0, 1], [Place(), Place(), Place(), Place()]);
        Assert.Equal([0, 1, 2, 2, 0], [Place(0), Place(1), Place(2), Place(2), Place()]);
        Assert.Throws<MediasoupException>(() => Place(3));
        Assert.Throws<MediasoupException>(() => Place(-1));
    }

    [Fact]
    public async Task A_server_that_closes_closes_its_rooms_and_makes_no_more()
    {
        await using MediasoupServer server = V2Scene.CreateServer();
        List<string> events = [];
        server.OnNewRoom += _ => events.Add("newroom");
        server.OnClose += () => events.Add("server close");
        Room room = server.CreateRoom(V2Scene.Codecs);
        room.OnClose += _ => events.Add("room close");
        await room.GetRouterAsync();

        server.Close();
        server.Close();

        Assert.Equal(["newroom", "server close", "room close"], events);
        Assert.True(server.Closed && room.Closed);
        Assert.Throws<InvalidStateException>(() => server.CreateRoom(V2Scene.Codecs));
        await Assert.ThrowsAsync<InvalidStateException>(() => server.UpdateSettingsAsync(new WorkerUpdateableSettings()));
    }

    [Fact]
    public async Task A_room_closes_when_its_worker_dies_and_the_server_with_the_last_one()
    {
        await using MediasoupServer server = V2Scene.CreateServer(numWorkers: 2);
        Room[] rooms = [server.CreateRoom(V2Scene.Codecs), server.CreateRoom(V2Scene.Codecs)];
        TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        server.OnClose += closed.SetResult;
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rooms[0].OnClose += _ => first.SetResult();

        rooms[0].Worker.Fail(new InvalidOperationException("test"));
        await first.Task.WaitAsync(TestContext.Current.CancellationToken);
        await rooms[0].Worker.Dispatcher.FlushAsync();
        Assert.Equal((1, false), (server.NumWorkers, rooms[1].Closed));
        rooms[1].Worker.Fail(new InvalidOperationException("test"));
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(rooms[1].Closed);
    }

    [Theory]
    [InlineData(10_000, 59_999, 4, 0, 10_000, 22_499)]
    [InlineData(10_000, 59_999, 4, 1, 22_500, 34_997)]
    [InlineData(1, 70_000, 1, 0, 10_000, 59_999)]
    public void Each_worker_has_ports_of_its_own_from_an_even_to_an_odd_one(int min, int max, int workers, int index, int from, int to)
    {
        (int first, int last) = PortSplit.Of(min, max, workers, index);

        Assert.Equal((0, 1), (first % 2, last % 2));
        Assert.InRange(first, from, from + 1);
        Assert.InRange(last, to - 1, to + 1);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("192.0.2.77")]
    [InlineData("nonsense")]
    public void An_address_that_cannot_be_listened_on_is_refused(string address) =>
        Assert.Throws<MediasoupTypeException>(() => new MediasoupServer(new ServerSettings { RtcIPv4 = ListenAddress.Of(address) }));

    [Fact]
    public void Without_any_family_there_is_no_server() =>
        Assert.Throws<MediasoupException>(() => new MediasoupServer(new ServerSettings { RtcIPv4 = ListenAddress.Off, RtcIPv6 = ListenAddress.Off }));
}
