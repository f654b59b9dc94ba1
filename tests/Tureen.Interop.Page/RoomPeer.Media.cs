using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Media;
using Tureen.Ortc;

namespace Tureen.Interop.Page;

internal sealed partial class RoomPeer
{
    private async Task<Transport> CreateTransportAsync(bool isSending)
    {
        JsonNode data = await _protoo.RequestAsync("createWebRtcTransport", new JsonObject
        {
            ["forceTcp"] = false,
            ["producing"] = isSending,
            ["consuming"] = !isSending,
            ["sctpCapabilities"] = SctpCapabilities(),
        });
        using JsonDocument document = JsonDocument.Parse(data.ToJsonString());
        TransportOptions options = TransportOptions.FromJson(document.RootElement);
        Transport transport = isSending ? _device.CreateSendTransport(options) : _device.CreateRecvTransport(options);
        transport.OnConnect = parameters => _protoo.RequestAsync("connectWebRtcTransport", new JsonObject
        {
            ["transportId"] = transport.Id,
            ["dtlsParameters"] = Write(parameters),
        });
        transport.OnProduce = async request => IdOf(await _protoo.RequestAsync("produce", new JsonObject
        {
            ["transportId"] = transport.Id,
            ["kind"] = request.Kind.ToWireString(),
            ["rtpParameters"] = Write(request.RtpParameters),
            ["appData"] = new JsonObject(),
        }));
        transport.OnProduceData = async request => IdOf(await _protoo.RequestAsync("produceData", new JsonObject
        {
            ["transportId"] = transport.Id,
            ["sctpStreamParameters"] = Write(request.SctpStreamParameters),
            ["label"] = request.Label,
            ["protocol"] = request.Protocol,
            ["appData"] = new JsonObject(),
        }));
        return transport;
    }

    private async Task ProduceAsync(JsonObject options)
    {
        bool hasAudio = options["audio"]?.GetValue<bool>() ?? true;
        bool hasVideo = options["video"]?.GetValue<bool>() ?? true;
        if (!hasAudio && !hasVideo)
        {
            return;
        }

        foreach (BrowserTrack track in await BrowserMedia.GetUserMediaAsync(Constraints(options, hasAudio, hasVideo)))
        {
            bool isVideo = track.Kind == MediaKind.Video;
            string? codec = isVideo ? Text(options, "codec") : null;
            _producers[track.Kind.ToWireString()] = await _send.ProduceAsync(new ProducerOptions
            {
                Track = track,
                Encodings = isVideo ? options["encodings"]?.AsArray().Select(one => Read<RtpEncodingParameters>(one!)).ToList() : null,
                Codec = codec is null
                    ? null
                    : _device.SendRtpCapabilities.Codecs.Find(one => one.MimeType.Equals(codec, StringComparison.OrdinalIgnoreCase)),
                CodecOptions = isVideo
                    ? new ProducerCodecOptions { VideoGoogleStartBitrate = 1000 }
                    : new ProducerCodecOptions { OpusStereo = true, OpusFec = true, OpusNack = true },
            });
        }
    }

    private async Task AnswerAsync(string method, JsonNode data)
    {
        try
        {
            switch (method)
            {
                case "newConsumer":
                    await ConsumeAsync(data);
                    break;
                case "newDataConsumer":
                    await ConsumeDataAsync(data);
                    break;
                default:
                    throw new InvalidOperationException($"no such request: {method}");
            }
        }
        catch (Exception exception)
        {
            _errors.Add($"{method}: {exception.Message}");
            throw;
        }
    }

    private async Task ConsumeAsync(JsonNode data)
    {
        string peerId = Text(data, "peerId")!;
        using JsonDocument document = JsonDocument.Parse(data.ToJsonString());
        Consumer consumer = await _recv.ConsumeAsync(ConsumerOptions.FromJson(document.RootElement, streamId: peerId));
        _consumers[consumer.Id] = new PlayedConsumer(consumer, peerId);
    }

    private void Note(string method, JsonNode data) =>
        Notifications.Add((JsonNode)new JsonObject { ["method"] = method, ["data"] = data });

    /// <summary>A Consumer is closed when the server says so, but not while a report is made of it.</summary>
    private void ApplyClosed()
    {
        foreach (JsonNode? notification in Notifications)
        {
            if (Text(notification!, "method") is "consumerClosed"
                && _consumers.Remove(Text(notification!["data"]!, "consumerId")!, out PlayedConsumer? closed))
            {
                closed.Stop();
            }
        }
    }

    private static string IdOf(JsonNode answer) => Text(answer, "id")!;
}
