using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Inputs;
using Tureen.Ortc;
using Tureen.V2;

namespace Tureen.Fuzz.Targets;

/// <summary>Messages of mediasoup v2 to a room and to its peers, on a worker of this machine.</summary>
internal sealed class V2Target : FuzzTarget
{
    private const int ToRoom = 0;
    private const int Request = 1;
    private const int Codes = 3;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);

    private readonly MediasoupServer _server = new(new ServerSettings
    {
        NumWorkers = 1,
        RtcIPv4 = ListenAddress.Of("127.0.0.1"),
        RtcIPv6 = ListenAddress.Off,
    });

    private readonly List<V2.Peer> _peers = [];

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            using Room room = CreateRoom();
            string join = new JsonObject
            {
                ["method"] = "join",
                ["target"] = "room",
                ["peerName"] = "a",
                ["rtpCapabilities"] = room.RtpCapabilities,
                ["appData"] = new JsonObject(),
            }.ToJsonString();
            yield return OperationList.Write(
            [
                Operation(ToRoom, """{"method":"queryRoom","target":"room"}"""),
                Operation(ToRoom, join),
                Operation(Request, """{"method":"createTransport","target":"peer","id":1,"direction":"send","options":{"udp":true,"tcp":false},"dtlsParameters":{"role":"server","fingerprints":[{"algorithm":"sha-256","value":"00:11"}]},"appData":{}}"""),
                Operation(Request, """{"method":"createProducer","target":"peer","id":2,"kind":"audio","transportId":1,"rtpParameters":{"muxId":null,"codecs":[{"name":"opus","mimeType":"audio/opus","kind":"audio","clockRate":48000,"channels":2,"payloadType":100,"rtcpFeedback":[],"parameters":{}}],"headerExtensions":[],"encodings":[{"ssrc":1111}],"rtcp":{"cname":"c"}},"paused":false,"appData":{}}"""),
                Operation(2, """{"method":"pauseProducer","target":"peer","notification":true,"id":2,"appData":{}}"""),
                Operation(2, """{"method":"closeProducer","target":"peer","notification":true,"id":2}"""),
            ]);
            yield return OperationList.Write(
            [
                Operation(ToRoom, join),
                Operation(ToRoom, join.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)),
                Operation(Request, """{"method":"createTransport","target":"peer","id":3,"direction":"recv","options":{},"plainRtpParameters":{"ip":"127.0.0.1","port":50000},"appData":{}}"""),
                Operation(2, """{"method":"updateTransport","target":"peer","notification":true,"id":1,"dtlsParameters":{}}"""),
                Operation(2, """{"method":"setConsumerPreferredProfile","target":"peer","notification":true,"id":1,"profile":"high"}"""),
                Operation(2, """{"method":"leave","target":"peer","notification":true}"""),
            ]);
        }
    }

    public override IReadOnlyList<byte[]> Tokens => JsonTokens.All;

    public override bool IsExpected(Exception exception) => !ProgrammingErrors.Contains(exception);

    public override void Dispose()
    {
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        _peers.Clear();
        Room room = CreateRoom();
        room.OnNewPeer += _peers.Add;
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            BeginPacket();
            try
            {
                if (JsonNode.Parse(data) is JsonObject message)
                {
                    Do(room, code % Codes, message);
                }
            }
            catch (Exception exception) when (exception is MediasoupException or JsonException)
            {
                // Refused with a reason.
            }

            EndPacket();
        }

        room.Close();
    }

    private static Operation Operation(int code, string json) => new((byte)code, Encoding.UTF8.GetBytes(json));

    private Room CreateRoom() => _server.CreateRoom(
    [
        new RoomMediaCodec { Kind = MediaKind.Audio, Name = "opus", ClockRate = 48_000, Channels = 2 },
        new RoomMediaCodec { Kind = MediaKind.Video, Name = "VP8", ClockRate = 90_000 },
    ]);

    private void Do(Room room, int code, JsonObject message)
    {
        Task task = code == ToRoom || _peers.Count == 0
            ? room.ReceiveRequestAsync(message)
            : code == Request ? _peers[^1].ReceiveRequestAsync(message) : _peers[^1].ReceiveNotificationAsync(message);
        if (!task.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(AnswerLimit))
        {
            throw new FuzzFaultException("no answer");
        }

        task.GetAwaiter().GetResult();
    }
}
