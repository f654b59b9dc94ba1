using System.Globalization;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Interop.Tests.Rooms;
using Tureen.Ortc;
using Tureen.Rooms;

namespace Tureen.Interop.Tests.Whip;

/// <summary>Programs that publish and play by a URL of the room server.</summary>
public sealed class NativeWhipTests
{
    private const string Secret = "a secret of the turn server";
    private const int OpusFrame = 960;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task What_a_program_publishes_another_plays_and_both_restart_ice_and_end()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync([]);
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        var picture = new EncodedTrack(MediaKind.Video);
        await using WhipPublisher publisher = await WhipPublisher.PublishAsync(factory, Options(server, "whip"), [new(voice), new(picture)], TestContext.Current.CancellationToken);
        await using WhepPlayer player = await WhepPlayer.PlayAsync(factory, Options(server, "whep"), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([MediaKind.Audio, MediaKind.Video], player.Tracks.Select(static track => track.Kind));
        int heard = 0;
        player.Tracks[0].OnPacket += _ => Interlocked.Increment(ref heard);

        await SpeakUntilAsync(voice, () => Volatile.Read(ref heard) >= 20, server);
        await publisher.RestartIceAsync(TestContext.Current.CancellationToken);
        await player.RestartIceAsync(TestContext.Current.CancellationToken);
        int before = Volatile.Read(ref heard);
        await SpeakUntilAsync(voice, () => Volatile.Read(ref heard) >= before + 100, server);

        Assert.Equal((ConnectionState.Connected, ConnectionState.Connected), (publisher.ConnectionState, player.ConnectionState));
        Assert.Contains((await publisher.GetStatsAsync()).OfType("outbound-rtp"), static sent => sent.Text("kind") == "audio" && sent.Number("packetsSent") > 100);
        await player.DisposeAsync();
        await publisher.DisposeAsync();
        WhipException gone = await Assert.ThrowsAsync<WhipException>(() => WhepPlayer.PlayAsync(factory, Options(server, "whep"), cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(404, gone.StatusCode);
    }

    [Fact]
    public async Task A_publisher_that_may_use_relays_alone_takes_those_that_the_endpoint_names()
    {
        using ChildProcess turn = await TurnServer.StartAsync(null, "127.0.0.1", Secret);
        string url = string.Create(CultureInfo.InvariantCulture, $"turn:127.0.0.1:{TurnServer.Port}?transport=udp");
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync(["--ice-server", url, "--turn-secret", Secret]);
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        await using WhipPublisher publisher = await WhipPublisher.PublishAsync(
            factory, Options(server, "whip") with { IceTransportPolicy = IceTransportPolicy.Relay }, [new(voice)], TestContext.Current.CancellationToken);

        await SpeakUntilAsync(voice, () => publisher.ConnectionState == ConnectionState.Connected, server);

        RtcStatsReport stats = await publisher.GetStatsAsync();
        Assert.All(stats.OfType("local-candidate"), static candidate => Assert.Equal("relay", candidate.Text("candidateType")));
        await publisher.DisposeAsync();
        turn.Terminate();
        await turn.WaitAsync(Limit);
    }

    [Fact]
    public async Task A_token_lets_a_publisher_in_and_none_does_not()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync(["--token-key", Call.TokenKey]);
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        string token = new RoomToken { Identity = "studio", Room = "lobby", Grants = RoomGrants.Participant }.Write(Call.TokenKey, TimeProvider.System);
        var voice = new EncodedTrack(MediaKind.Audio);

        WhipException refused = await Assert.ThrowsAsync<WhipException>(
            () => WhipPublisher.PublishAsync(factory, Options(server, "whip") with { Token = "wrong" }, [new(voice)], TestContext.Current.CancellationToken));
        await using WhipPublisher publisher = await WhipPublisher.PublishAsync(factory, Options(server, "whip") with { Token = token }, [new(voice)], TestContext.Current.CancellationToken);

        Assert.Equal(401, refused.StatusCode);
        Assert.StartsWith("/rooms/lobby/whip/", publisher.Resource.AbsolutePath, StringComparison.Ordinal);
    }

    private static WhipOptions Options(RoomServerProcess server, string path) => new() { Url = new Uri($"http://{server.Address}/rooms/lobby/{path}") };

    private static async Task SpeakUntilAsync(EncodedTrack voice, Func<bool> isDone, RoomServerProcess server)
    {
        DateTime end = DateTime.UtcNow + Limit;
        for (uint timestamp = 0; !isDone(); timestamp += OpusFrame)
        {
            Assert.True(DateTime.UtcNow < end, $"Waited {Limit} in vain; the log of the server: {server.Log}");
            voice.Write(new EncodedPacket { Payload = new byte[80], Timestamp = timestamp });
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
