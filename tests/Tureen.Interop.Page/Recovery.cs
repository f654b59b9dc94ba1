using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Ortc;

namespace Tureen.Interop.Page;

/// <summary>Commands of a sending transport some of which fail, with no server. The tracks are those of a canvas, made from JavaScript objects.</summary>
internal static class Recovery
{
    /// <param name="input"><c>routerRtpCapabilities</c> and <c>transport</c>.</param>
    public static async Task<JsonObject> RunAsync(JsonObject input)
    {
        Device device = await Device.CreateAsync(new DeviceOptions { Platform = BrowserPlatform.Current });
        await device.LoadAsync(OrtcJson.Deserialize<RtpCapabilities>(input["routerRtpCapabilities"]!.ToJsonString()));
        JsonArray steps = [];
        foreach (MediaKind first in new[] { MediaKind.Audio, MediaKind.Video })
        {
            steps.Add((JsonNode)await RunAsync(device, input["transport"]!.ToJsonString(), first));
        }

        return new JsonObject { ["runs"] = steps };
    }

    private static async Task<JsonArray> RunAsync(Device device, string transportJson, MediaKind first)
    {
        using JsonDocument document = JsonDocument.Parse(transportJson);
        using Transport transport = device.CreateSendTransport(TransportOptions.FromJson(document.RootElement));
        JsonArray log = [];
        int refusals = 1;
        transport.OnConnect = _ => refusals-- > 0 ? throw new MediasoupException("refused") : Task.CompletedTask;
        transport.OnProduce = _ => Task.FromResult("id");
        transport.OnProduceData = _ => Task.FromResult("id");

        await StepAsync(log, "refused", () => transport.ProduceAsync(Options(first)));
        Producer? kept = await StepAsync(log, "first", () => transport.ProduceAsync(Options(first)));
        Producer? share = await StepAsync(log, "share", () => transport.ProduceAsync(Options(MediaKind.Video)));
        await StepAsync(log, "no codec", () => transport.ProduceAsync(Options(MediaKind.Video, new() { Kind = MediaKind.Video, MimeType = "video/none", ClockRate = 1 })));
        await StepAsync(log, "microphone", () => transport.ProduceAsync(Options(MediaKind.Audio)));
        share?.Close();
        await StepAsync(log, "again", () => transport.ProduceAsync(Options(MediaKind.Video)));
        await StepAsync(log, "wrong kind", async () =>
        {
            await kept!.ReplaceTrackAsync(Glue.TestTrack(first == MediaKind.Audio ? MediaKind.Video : MediaKind.Audio));
            return kept;
        });
        await StepAsync(log, "last", () => transport.ProduceAsync(Options(first)));
        return log;
    }

    private static async Task<Producer?> StepAsync(JsonArray log, string name, Func<Task<Producer>> step)
    {
        try
        {
            Producer producer = await step();
            log.Add((JsonNode)new JsonObject
            {
                ["step"] = name,
                ["extensions"] = new JsonArray([.. producer.RtpParameters.HeaderExtensions.Select(one => (JsonNode)one.Uri)]),
            });
            return producer;
        }
        catch (Exception error)
        {
            log.Add((JsonNode)new JsonObject { ["step"] = name, ["error"] = error.GetType().Name, ["message"] = error.Message });
            return null;
        }
    }

    private static ProducerOptions Options(MediaKind kind, RtpCodecCapability? codec = null) => new()
    {
        Track = Glue.TestTrack(kind),
        Codec = codec,
        Encodings = kind == MediaKind.Video ? [new() { MaxBitrate = 100_000 }, new() { MaxBitrate = 300_000 }, new() { MaxBitrate = 900_000 }] : null,
    };
}
