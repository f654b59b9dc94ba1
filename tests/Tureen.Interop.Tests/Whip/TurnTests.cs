using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Whip;

/// <summary>A browser that reaches nothing directly gets through coturn, with credentials that end.</summary>
public sealed class TurnTests
{
    private const string Secret = "a secret of the turn server";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public async Task A_player_that_may_use_relays_alone_plays(string transport)
    {
        await using Call call = await Call.StartAsync(
            isOwnNetwork: true, address => ["--ice-server", $"turn:{address}:{TurnServer.Port}?transport={transport}", "--turn-secret", Secret]);
        using ChildProcess turn = await TurnServer.StartAsync(call.NetworkName, call.Address, Secret);
        string room = $"http://{call.Server.Address}/rooms/{Call.RoomId}";
        WhipPage sender = await call.OpenWhipAsync();
        WhipPage viewer = await call.OpenWhipAsync();
        await sender.RunAsync($"await window.whip.publish('{room}/whip')");

        await viewer.RunAsync($"await window.whip.play('{room}/whep', undefined, {{ iceServers: await window.whip.servers('{room}/whep'), iceTransportPolicy: 'relay' }})");

        await viewer.WaitForAsync("window.picture.videoWidth > 0 && window.picture.currentTime > 0.5");
        Assert.Equal("relay", await viewer.TextAsync("(await window.whip.usedCandidate()).candidateType"));
        turn.Terminate();
        await turn.WaitAsync(Limit);
    }
}
