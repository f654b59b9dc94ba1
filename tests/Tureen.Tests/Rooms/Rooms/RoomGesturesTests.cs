using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Rooms;

/// <summary>Raised hands, in the order of raising, and reactions.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class RoomGesturesTests(RoomServerFixture server)
{
    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hands_keep_their_order_and_those_who_come_later_see_them(bool isModern)
    {
        Dialect dialect = isModern ? Dialect.Modern : Dialect.Classic;
        await using DemoClient ann = await DemoClient.JoinAsync(server, _roomId, "ann", dialect);
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob", dialect);

        await RaiseAsync(bob, isRaised: true);
        await ann.Raw.WaitForAsync("handsChanged");
        await RaiseAsync(ann, isRaised: true);
        await RaiseAsync(ann, isRaised: true);
        await bob.Raw.WaitForAsync("handsChanged", 2);
        await using DemoClient cid = await DemoClient.JoinAsync(server, _roomId, "cid", dialect);
        Assert.Equal(["bob", "ann"], Names(cid.Joined));

        await RaiseAsync(bob, isRaised: false);
        Assert.Equal(["ann"], Names(await cid.Raw.WaitForAsync("handsChanged")));
        await ann.DisposeAsync();
        await cid.Raw.WaitForAsync("handsChanged", 2);
        Assert.Empty(Names(cid.Raw.Received("handsChanged")[1]["data"]!));
    }

    [Fact]
    public async Task Who_comes_back_by_another_connection_keeps_the_place_in_the_line()
    {
        await using DemoClient ann = await DemoClient.JoinAsync(server, _roomId, "ann");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        await RaiseAsync(ann, isRaised: true);
        await RaiseAsync(bob, isRaised: true);

        string secret = ann.Joined["reconnectToken"]!.GetValue<string>();
        await using DemoClient back = await DemoClient.JoinAsync(server, _roomId, "ann", query: $"&reconnectToken={secret}");

        Assert.Equal(["ann", "bob"], Names(back.Joined));
    }

    [Fact]
    public async Task A_reaction_reaches_all_and_a_wrong_one_is_refused_with_the_reason()
    {
        await using DemoClient ann = await DemoClient.JoinAsync(server, _roomId, "ann");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");

        await ann.Raw.RequestAsync("sendReaction", new JsonObject { ["reaction"] = "👏" });
        JsonObject seen = await bob.Raw.WaitForAsync("reaction");
        Assert.Equal(("ann", "👏"), (seen["peerId"]!.GetValue<string>(), seen["reaction"]!.GetValue<string>()));

        Assert.Equal("reaction must be a string", await RefusalAsync(ann, "sendReaction", []));
        Assert.Equal("reaction is longer than 64 bytes", await RefusalAsync(ann, "sendReaction", new() { ["reaction"] = new string('x', 65) }));
        Assert.Equal("isRaised must be a boolean", await RefusalAsync(ann, "raiseHand", new() { ["isRaised"] = 1 }));
        for (int sent = 1; sent < 10; sent++)
        {
            await ann.Raw.RequestAsync("sendReaction", new JsonObject { ["reaction"] = "👏" });
        }

        Assert.Equal("too many hands and reactions in a short time", await FloodAsync(ann));
    }

    /// <summary>A bucket fills slowly while this runs.</summary>
    private static async Task<string> FloodAsync(DemoClient client)
    {
        for (int sent = 0; sent < 100; sent++)
        {
            try
            {
                await client.Raw.RequestAsync("sendReaction", new JsonObject { ["reaction"] = "👏" });
            }
            catch (ProtooException refusal)
            {
                return refusal.Message;
            }
        }

        return string.Empty;
    }

    private static Task RaiseAsync(DemoClient client, bool isRaised) => client.ChangeStateAsync("raiseHand", new JsonObject { ["isRaised"] = isRaised });

    private static async Task<string> RefusalAsync(DemoClient client, string method, JsonObject data) =>
        (await Assert.ThrowsAsync<ProtooException>(() => client.Raw.RequestAsync(method, data))).Message;

    private static string[] Names(JsonNode message) => [.. message["hands"]!.AsArray().Select(static one => one!.GetValue<string>())];
}
