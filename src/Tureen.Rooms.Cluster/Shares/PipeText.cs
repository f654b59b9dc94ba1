using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>What the two ends of a pipe say to each other, in JSON.</summary>
internal static class PipeText
{
    /// <summary>One end.</summary>
    public static string Offer(PipeTransport transport, PipeAddress address) => new JsonObject
    {
        ["address"] = address.Announced ?? transport.Tuple.LocalAddress,
        ["port"] = transport.Tuple.LocalPort,
        ["srtpParameters"] = transport.SrtpParameters!.ToNode(),
    }.ToJsonString();

    /// <exception cref="JsonException">It is none.</exception>
    public static PipeTransportConnectOptions ReadOffer(string offer)
    {
        using JsonDocument document = JsonDocument.Parse(offer);
        JsonElement root = document.RootElement;
        return new PipeTransportConnectOptions
        {
            Ip = root.GetProperty("address").GetString(),
            Port = root.GetProperty("port").GetInt32(),
            SrtpParameters = OrtcJson.Deserialize<SrtpParameters>(root.GetProperty("srtpParameters")),
        };
    }

    public static string Piped(Consumer consumer) => new JsonObject
    {
        ["kind"] = consumer.Kind.ToWireString(),
        ["rtpParameters"] = consumer.RtpParameters.ToNode(),
        ["paused"] = consumer.ProducerPaused,
    }.ToJsonString();

    public static string Piped(DataConsumer consumer) => new JsonObject
    {
        ["sctpStreamParameters"] = consumer.SctpStreamParameters!.ToNode(),
        ["label"] = consumer.Label,
        ["protocol"] = consumer.Protocol,
    }.ToJsonString();

    public static ProducerOptions ReadMedia(string piped, string producerId)
    {
        using JsonDocument document = JsonDocument.Parse(piped);
        JsonElement root = document.RootElement;
        return new ProducerOptions
        {
            Id = producerId,
            Kind = WireEnum.Parse<MediaKind>(root.GetProperty("kind").GetString()),
            RtpParameters = OrtcJson.Deserialize<RtpParameters>(root.GetProperty("rtpParameters")),
            Paused = root.GetProperty("paused").GetBoolean(),
        };
    }

    public static DataProducerOptions ReadMessages(string piped, string producerId)
    {
        using JsonDocument document = JsonDocument.Parse(piped);
        JsonElement root = document.RootElement;
        return new DataProducerOptions
        {
            Id = producerId,
            SctpStreamParameters = OrtcJson.Deserialize<SctpStreamParameters>(root.GetProperty("sctpStreamParameters")),
            Label = root.GetProperty("label").GetString() ?? string.Empty,
            Protocol = root.GetProperty("protocol").GetString() ?? string.Empty,
        };
    }
}
