using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Chooses the part of a producer's media that a peer can receive.</summary>
internal static class ConsumerNegotiation
{
    /// <summary>The RTP parameters that the peer gets; without codecs when nothing fits.</summary>
    /// <param name="media">What there is.</param>
    /// <param name="capabilities">What the peer can receive.</param>
    /// <param name="nextSsrc">Gives SSRCs that are not in use.</param>
    public static JsonObject Choose(ConsumableMedia media, V2Capabilities capabilities, Func<uint> nextSsrc)
    {
        JsonArray codecs = [];
        bool hasRtx = false;
        foreach (V2Codec codec in media.Codecs)
        {
            if (capabilities.FindCodec(codec.PayloadType) is { } own)
            {
                codecs.Add((JsonNode)(codec with { RtcpFeedback = own.RtcpFeedback }).ToParameters());
                hasRtx |= codec.IsRtx;
            }
        }

        JsonObject encoding = new() { ["ssrc"] = nextSsrc() };
        if (hasRtx)
        {
            encoding["rtx"] = new JsonObject { ["ssrc"] = nextSsrc() };
        }

        return new JsonObject
        {
            ["codecs"] = codecs,
            ["headerExtensions"] = new JsonArray(
            [
                .. media.HeaderExtensions
                    .Where(extension => capabilities.HeaderExtensions.Any(own => own.Id == extension.Id))
                    .Select(extension => (JsonNode)extension.ToParameters()),
            ]),
            ["encodings"] = new JsonArray(encoding),
            ["rtcp"] = media.Rtcp.DeepClone(),
        };
    }

    /// <summary>The same in v3's terms.</summary>
    /// <exception cref="MediasoupException">Nothing of the producer fits the peer.</exception>
    public static RtpParameters ToRtpParameters(JsonObject parameters, Tureen.Producer producer)
    {
        var codecs = (JsonArray)parameters["codecs"]!;
        if (codecs.Count == 0)
        {
            throw new MediasoupException("empty rtpParameters.codecs");
        }

        var encoding = (JsonObject)((JsonArray)parameters["encodings"]!)[0]!;
        List<RtpEncodingParameters> consumable = producer.ConsumableRtpParameters.Encodings;
        string? mode = consumable[0].ScalabilityMode;
        return new RtpParameters
        {
            Codecs = [.. codecs.Select(codec => V3Conversion.Codec(V2Codec.Read(codec, "payloadType"), producer.Kind))],
            HeaderExtensions =
            [
                .. ((JsonArray)parameters["headerExtensions"]!)
                    .Select(extension => V2HeaderExtension.Read(extension, "id"))
                    .Select(extension => new RtpHeaderExtensionParameters { Uri = extension.Uri, Id = extension.Id }),
            ],
            Encodings =
            [
                new RtpEncodingParameters
                {
                    Ssrc = encoding.Ssrc("ssrc"),
                    Rtx = encoding.Object("rtx")?.Ssrc("ssrc") is { } rtx ? new RtpRtxParameters { Ssrc = rtx } : null,
                    ScalabilityMode = consumable.Count > 1
                        ? $"L{consumable.Count}T{ScalabilityMode.Parse(mode).TemporalLayers}"
                        : mode,
                },
            ],
            Rtcp = new RtcpParameters { Cname = producer.ConsumableRtpParameters.Rtcp.Cname, ReducedSize = true },
        };
    }
}
