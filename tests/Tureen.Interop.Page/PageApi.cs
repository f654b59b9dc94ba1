using System.Runtime.InteropServices.JavaScript;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Page;

/// <summary>What the driver may call. Arguments and results are plain JSON, as on the page of the npm client.</summary>
internal static partial class PageApi
{
    private static RoomPeer _peer = new();

    [JSExport]
    [return: JSMarshalAs<JSType.Promise<JSType.String>>]
    internal static async Task<string> Call(string method, string arguments)
    {
        JsonNode? result = await CallAsync(method, JsonNode.Parse(arguments)!.AsArray());
        return result?.ToJsonString() ?? "null";
    }

    private static Task<JsonNode?> CallAsync(string method, JsonArray arguments) => method switch
    {
        "join" => JoinAsync(arguments[0]!.AsObject()),
        "report" => AsNode(_peer.ReportAsync()),
        "notifications" => Task.FromResult<JsonNode?>(_peer.Notifications.DeepClone()),
        "request" => AsNode(_peer.RequestAsync(Text(arguments, 0), arguments.Count > 1 ? arguments[1]?.DeepClone() : null)),
        "pauseProducer" => Done(_peer.PauseProducerAsync(Text(arguments, 0))),
        "resumeProducer" => Done(_peer.ResumeProducerAsync(Text(arguments, 0))),
        "closeProducer" => Done(_peer.CloseProducerAsync(Text(arguments, 0))),
        "pauseConsumer" => Done(_peer.PauseConsumerAsync(Text(arguments, 0))),
        "resumeConsumer" => Done(_peer.ResumeConsumerAsync(Text(arguments, 0))),
        "setMaxSpatialLayer" => Done(_peer.SetMaxSpatialLayerAsync(Text(arguments, 0), arguments[1]!.GetValue<int>())),
        "replaceTrack" => Done(_peer.ReplaceTrackAsync(Text(arguments, 0), arguments[1]!.AsObject())),
        "restartIce" => Done(_peer.RestartIceAsync()),
        "serverStats" => AsNode(_peer.ServerStatsAsync()),
        "produceData" => AsNode(_peer.ProduceDataAsync(arguments[0]!.AsObject())),
        "sendData" => Done(_peer.SendDataAsync(Text(arguments, 0), arguments[1]!.AsObject())),
        "sendText" => Done(_peer.SendTextAsync(Text(arguments, 0), Text(arguments, 1))),
        "closeData" => Done(_peer.CloseDataAsync(Text(arguments, 0))),
        "dataReport" => Task.FromResult<JsonNode?>(_peer.DataReport()),
        "leave" => Done(_peer.LeaveAsync()),
        "negotiate" => AsNode(Negotiation.RunAsync(arguments[0]!.AsObject())),
        "recover" => AsNode(Recovery.RunAsync(arguments[0]!.AsObject())),
        _ => throw new ArgumentException($"There is no method '{method}'.", nameof(method)),
    };

    /// <summary>A page may join again, when its server has come back.</summary>
    private static async Task<JsonNode?> JoinAsync(JsonObject options)
    {
        _peer = new RoomPeer();
        return await _peer.JoinAsync(options);
    }

    private static string Text(JsonArray arguments, int index) => arguments[index]!.GetValue<string>();

    private static async Task<JsonNode?> AsNode<T>(Task<T> task)
        where T : JsonNode => await task;

    private static async Task<JsonNode?> Done(Task task)
    {
        await task;
        return null;
    }
}
