using System.Text.Json.Nodes;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;
using Tureen.Tests.Api.RtpObservers;

namespace Tureen.Tests.Rooms.Rooms;

[Collection(RoomServerCollection.Name)]
public sealed class RoomSpeakersTests(RoomServerFixture server)
{
    [Fact]
    public async Task Both_dialects_report_who_speaks_and_silence()
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using DemoClient bob = await DemoClient.JoinAsync(server, roomId, "bob");
        await using DemoClient carol = await DemoClient.JoinAsync(server, roomId, "carol", Dialect.Modern);
        Room room = server.Server.Rooms.Snapshot().Single(open => open.Id == roomId);
        DirectTransport transport = await room.Router.CreateDirectTransportAsync();
        Producer alice = await transport.ProduceAsync(
            AudioWithLevel.Options(1) with { AppData = new() { [RoomSpeakers.PeerIdKey] = "alice" } });
        await room.Loop.RunAsync(() => room.Offers.ListenAsync(alice));
        AudioWithLevel.Send(alice, 20, 1);

        JsonObject loudest = await bob.Raw.WaitForAsync("activeSpeaker");
        Assert.Equal("""{"peerId":"alice","volume":-20}""", loudest.ToJsonString());
        JsonObject speaking = await carol.Raw.WaitForAsync("speakingPeers");
        Assert.Equal("""{"peerVolumes":[{"peerId":"alice","volume":-20}]}""", speaking.ToJsonString());
        Assert.Equal("""{"peerId":"alice"}""", (await carol.Raw.WaitForAsync("activeSpeaker")).ToJsonString());

        Assert.Equal("""{"peerId":null}""", (await bob.Raw.WaitForAsync("activeSpeaker", 2)).ToJsonString());
        Assert.Equal("""{"peerVolumes":[]}""", (await carol.Raw.WaitForAsync("speakingPeers", 2)).ToJsonString());
        Assert.Equal("{}", (await carol.Raw.WaitForAsync("activeSpeaker", 2)).ToJsonString());
    }

    [Fact]
    public async Task The_producers_of_peers_are_listened_to()
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using DemoClient alice = await DemoClient.JoinAsync(server, roomId, "alice");
        string audio = await alice.ProduceAsync("audio");
        string video = await alice.ProduceAsync("video");
        Room room = server.Server.Rooms.Snapshot().Single(open => open.Id == roomId);
        RouterDump dump = await room.Router.DumpAsync();
        for (int i = 0; i < 100 && Observers(dump, audio) < 2; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            dump = await room.Router.DumpAsync();
        }

        Assert.Equal(2, Observers(dump, audio));
        Assert.Equal(0, Observers(dump, video));
    }

    private static int Observers(RouterDump dump, string producerId) =>
        dump.MapProducerIdObserverIds.Single(entry => entry.Key == producerId).Values.Count;
}
