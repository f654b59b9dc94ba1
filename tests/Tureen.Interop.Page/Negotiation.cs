using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Media;
using Tureen.Ortc;

namespace Tureen.Interop.Page;

/// <summary>Computes what the client negotiates for a router and a list of wishes, without a server.</summary>
internal static class Negotiation
{
    /// <param name="input"><c>routerRtpCapabilities</c>, <c>transport</c> and <c>cases</c> of kind, codec, encodings and codecOptions.</param>
    public static async Task<JsonObject> RunAsync(JsonObject input)
    {
        Device device = await Device.CreateAsync(new DeviceOptions { Platform = BrowserPlatform.Current });
        await device.LoadAsync(Read<RtpCapabilities>(input["routerRtpCapabilities"]!));
        IReadOnlyList<BrowserTrack> tracks = await BrowserMedia.GetUserMediaAsync(
            new MediaConstraints { Audio = new(), Video = new() { Width = 640, Height = 480 } });
        JsonArray produced = [];
        foreach (JsonNode? one in input["cases"]!.AsArray())
        {
            produced.Add((JsonNode)await ProduceAsync(device, input["transport"]!, one!.AsObject(), tracks));
        }

        foreach (BrowserTrack track in tracks)
        {
            track.Stop();
        }

        return new JsonObject
        {
            ["handler"] = device.HandlerName,
            ["recv"] = Write(device.RecvRtpCapabilities),
            ["send"] = Write(device.SendRtpCapabilities),
            ["produced"] = produced,
        };
    }

    private static async Task<JsonObject> ProduceAsync(Device device, JsonNode transportJson, JsonObject wish, IReadOnlyList<BrowserTrack> tracks)
    {
        using JsonDocument document = JsonDocument.Parse(transportJson.ToJsonString());
        using Transport transport = device.CreateSendTransport(TransportOptions.FromJson(document.RootElement));
        JsonObject result = [];
        transport.OnConnect = parameters =>
        {
            result["dtlsRole"] = parameters.Role?.ToWireString();
            return Task.CompletedTask;
        };
        transport.OnProduce = request =>
        {
            result["rtpParameters"] = Write(request.RtpParameters);
            return Task.FromResult("id");
        };
        MediaKind kind = WireEnum.Parse<MediaKind>(wish["kind"]!.GetValue<string>());
        try
        {
            await transport.ProduceAsync(new ProducerOptions
            {
                Track = tracks.First(track => track.Kind == kind).Clone(),
                Encodings = wish["encodings"]?.AsArray().Select(one => Read<RtpEncodingParameters>(one!)).ToList(),
                Codec = wish["codec"] is { } codec ? Read<RtpCodecCapability>(codec) : null,
                CodecOptions = wish["codecOptions"] is { } options ? CodecOptions(options) : null,
            });
        }
        catch (Exception exception) when (exception is MediasoupException or InvalidOperationException)
        {
            result["error"] = true;
        }

        return result;
    }

    private static ProducerCodecOptions CodecOptions(JsonNode options) => new()
    {
        OpusStereo = options["opusStereo"]?.GetValue<bool>(),
        OpusFec = options["opusFec"]?.GetValue<bool>(),
        OpusDtx = options["opusDtx"]?.GetValue<bool>(),
        OpusNack = options["opusNack"]?.GetValue<bool>(),
        OpusMaxPlaybackRate = options["opusMaxPlaybackRate"]?.GetValue<int>(),
        OpusMaxAverageBitrate = options["opusMaxAverageBitrate"]?.GetValue<int>(),
        OpusPtime = options["opusPtime"]?.GetValue<int>(),
        VideoGoogleStartBitrate = options["videoGoogleStartBitrate"]?.GetValue<int>(),
        VideoGoogleMaxBitrate = options["videoGoogleMaxBitrate"]?.GetValue<int>(),
        VideoGoogleMinBitrate = options["videoGoogleMinBitrate"]?.GetValue<int>(),
    };

    private static T Read<T>(JsonNode json)
        where T : IOrtcJson<T> => OrtcJson.Deserialize<T>(json.ToJsonString());

    private static JsonNode? Write<T>(T value)
        where T : IOrtcJson<T> => JsonNode.Parse(OrtcJson.Serialize(value));
}
