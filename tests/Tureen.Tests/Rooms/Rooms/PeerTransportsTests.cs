using System.Text.Json.Nodes;
using Tureen.Engine.Events;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Rooms;

[Collection(RoomServerCollection.Name)]
public sealed class PeerTransportsTests(RoomServerFixture server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_peer_learns_what_its_connection_carries(bool isModern)
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using DemoClient bob = await DemoClient.JoinAsync(server, roomId, "bob", isModern ? Dialect.Modern : Dialect.Classic);
        Room room = server.Server.Rooms.Find(roomId)!;
        WebRtcTransport transport = await room.Loop.RunAsync(() => room.Joined.Single().Transports.ForMedia!);

        Assert.Equal([TransportTraceEventType.Bwe], (await transport.DumpAsync()).TraceEventTypes);
        Raise(transport, TransportTraceEventType.Probation, info: null);
        Raise(transport, TransportTraceEventType.Bwe, Changed(available: 480_000));
        JsonObject first = await bob.Raw.WaitForAsync("downlinkBwe");
        Raise(transport, TransportTraceEventType.Bwe, Changed(available: 960_000));
        JsonObject second = await bob.Raw.WaitForAsync("downlinkBwe", 2);

        Assert.Equal("""{"desiredBitrate":1500000,"effectiveDesiredBitrate":1600000,"availableBitrate":480000}""", first.ToJsonString());
        Assert.Equal(960_000, second["availableBitrate"]!.GetValue<long>());
    }

    [Fact]
    public async Task Only_what_carries_media_to_the_peer_is_traced()
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using DemoClient bob = await DemoClient.JoinAsync(server, roomId, "bob");
        Room room = server.Server.Rooms.Find(roomId)!;
        var data = new RequestData(System.Text.Json.JsonSerializer.SerializeToElement(new { transportId = bob.SendTransportId }));
        WebRtcTransport transport = await room.Loop.RunAsync(() => room.Joined.Single().Transports.Find(data));

        Assert.Empty((await transport.DumpAsync()).TraceEventTypes);
    }

    private static BweTraceInfo Changed(long available) => new()
    {
        BweType = BweType.TransportCc,
        DesiredBitrate = 1_500_000,
        EffectiveDesiredBitrate = 1_600_000,
        MinBitrate = 30_000,
        MaxBitrate = 3_000_000,
        StartBitrate = 480_000,
        MaxPaddingBitrate = 2_000_000,
        AvailableBitrate = available,
    };

    /// <summary>As the media thread does when the path to the peer turns out to be another one.</summary>
    private static void Raise(WebRtcTransport transport, TransportTraceEventType type, TraceInfo? info) =>
        ((IEngineEventTarget)transport).HandleEngineEvent(new TransportTraceEvent(transport.Id, new TransportTrace
        {
            Type = type,
            Timestamp = 1,
            Direction = TraceDirection.Out,
            Info = info,
        }));
}
