using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.V2;
using V2Peer = Tureen.V2.Peer;

namespace Tureen.Tests.V2;

/// <summary>One room, on a server with one worker on localhost that all tests share.</summary>
internal sealed class V2Scene : IAsyncDisposable
{
    private static readonly Lazy<MediasoupServer> Server = new(static () => CreateServer());

    public V2Scene(HeaderExtensionSet extensions = HeaderExtensionSet.Compatible, IReadOnlyList<RoomMediaCodec>? codecs = null)
    {
        Room = Server.Value.CreateRoom(codecs ?? Codecs, new RoomOptions { HeaderExtensionSet = extensions });
    }

    public static IReadOnlyList<RoomMediaCodec> Codecs { get; } =
    [
        new() { Kind = MediaKind.Audio, Name = "opus", ClockRate = 48_000, Channels = 2 },
        new() { Kind = MediaKind.Video, Name = "VP8", ClockRate = 90_000 },
        new() { Kind = MediaKind.Video, Name = "H264", ClockRate = 90_000, Parameters = new JsonObject { ["packetization-mode"] = 1 } },
    ];

    public Room Room { get; }

    public static MediasoupServer CreateServer(int numWorkers = 1) => new(new ServerSettings
    {
        NumWorkers = numWorkers,
        RtcIPv4 = ListenAddress.Of("127.0.0.1"),
        RtcIPv6 = ListenAddress.Off,
    });

    public async Task<V2Client> JoinAsync(string name, bool isSpy = false, JsonNode? appData = null)
    {
        JsonObject request = new()
        {
            ["method"] = "join",
            ["target"] = "room",
            ["peerName"] = name,
            ["rtpCapabilities"] = Room.RtpCapabilities,
            ["spy"] = isSpy,
            ["appData"] = appData?.DeepClone(),
        };
        V2Client? client = null;
        void Attach(V2Peer peer) => client = new V2Client(peer);
        Room.OnNewPeer += Attach;
        JsonObject response = await Room.ReceiveRequestAsync(request);
        Room.OnNewPeer -= Attach;
        client!.JoinResponse = response;
        return client;
    }

    public ValueTask DisposeAsync()
    {
        Room.Close();
        return ValueTask.CompletedTask;
    }
}
