using System.Net;
using System.Text;
using System.Text.Json;
using Tureen.Fuzz.Inputs;
using Tureen.Ortc;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Fuzz.Targets;

/// <summary>Frames of protoo, and every way in which their data is read.</summary>
internal sealed class ProtooTarget : FuzzTarget
{
    private static readonly string[] Names =
        ["rtpCapabilities", "displayName", "device", "appData", "producerId", "consumerId", "transportId", "kind", "rtpParameters", "spatialLayer", "forceTcp"];

    public override InputShape Shape => InputShape.Bytes;

    public override IEnumerable<byte[]> Seeds => new[]
    {
        """{"request":true,"id":1,"method":"join","data":{"displayName":"a","device":{"name":"b"},"rtpCapabilities":{"codecs":[],"headerExtensions":[]}}}""",
        """{"request":true,"id":2,"method":"produce","data":{"transportId":"t","kind":"video","rtpParameters":{"codecs":[]},"appData":{"a":[1,2]}}}""",
        """{"response":true,"id":3,"ok":true,"data":{}}""",
        """{"response":true,"id":3,"errorCode":403,"errorReason":"no"}""",
        """{"notification":true,"method":"changeDisplayName","data":{"displayName":"x","id":"y"}}""",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Tokens => JsonTokens.All;

    public override bool IsExpected(Exception exception) => !ProgrammingErrors.Contains(exception);

    protected override void Attack(byte[] input)
    {
        BeginPacket();
        if (ProtooMessage.TryParse(input, out ProtooMessage message))
        {
            var data = new RequestData(message.Data);
            foreach (string name in Names)
            {
                Read(data, name);
            }

            Refusable(() => BroadcasterOptions.Read(data, IPAddress.Loopback));
        }

        EndPacket();
    }

    private static void Read(RequestData data, string name)
    {
        _ = data.Has(name);
        _ = data.IsTrue(name);
        _ = data.Number(name);
        Refusable(() => data.Text(name) + data.Member(name).Text(name));
        Refusable(() => data.ObjectOrEmpty(name).ToJsonString());
        Refusable(() => OrtcJson.Deserialize<RtpCapabilities>(data[name]));
        Refusable(() => OrtcJson.Deserialize<RtpParameters>(data[name]));
    }

    private static void Refusable(Func<object> read)
    {
        try
        {
            _ = read();
        }
        catch (Exception exception) when (exception is MediasoupException or ProtooException or BroadcastException or JsonException)
        {
            // Refused with a reason.
        }
    }
}
