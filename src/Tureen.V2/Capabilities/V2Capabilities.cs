using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>What a room carries, or a peer can do.</summary>
/// <param name="Codecs">The codecs, RTX among them.</param>
/// <param name="HeaderExtensions">The header extensions.</param>
internal sealed record V2Capabilities(IReadOnlyList<V2Codec> Codecs, IReadOnlyList<V2HeaderExtension> HeaderExtensions)
{
    /// <exception cref="MediasoupTypeException">A field is missing or wrong.</exception>
    public static V2Capabilities Read(JsonNode? node)
    {
        JsonObject fields = node as JsonObject ?? throw new MediasoupTypeException("missing rtpCapabilities");
        JsonArray codecs = fields.Array("codecs") ?? throw new MediasoupTypeException("missing rtpCapabilities.codecs");
        JsonArray extensions = fields.Array("headerExtensions") ?? [];
        Check.That(codecs.Count <= V2Limits.MaxCodecs, "too many rtpCapabilities.codecs");
        Check.That(extensions.Count <= V2Limits.MaxHeaderExtensions, "too many rtpCapabilities.headerExtensions");
        return new V2Capabilities(
            [.. codecs.Select(codec => V2Codec.Read(codec, "preferredPayloadType"))],
            [.. extensions.Select(extension => V2HeaderExtension.Read(extension, "preferredId"))]);
    }

    public V2Codec? FindCodec(int payloadType) => Codecs.FirstOrDefault(codec => codec.PayloadType == payloadType);

    /// <summary>The RTX codec of another codec.</summary>
    public V2Codec? FindRtx(int payloadType) =>
        Codecs.FirstOrDefault(codec => codec.IsRtx && codec.AssociatedPayloadType == payloadType);

    /// <summary>Checks that a peer with these capabilities fits into the room.</summary>
    /// <exception cref="MediasoupException">A codec or header extension is not the room's.</exception>
    public void RequireSubsetOf(V2Capabilities room)
    {
        foreach (V2Codec codec in Codecs)
        {
            bool isKnown = room.Codecs.Any(other => other.PayloadType == codec.PayloadType && other.Matches(codec));
            if (!isKnown)
            {
                throw new MediasoupException($"unsupported codec [name:{codec.Name}, payloadType:{codec.PayloadType}]");
            }
        }

        foreach (V2HeaderExtension extension in HeaderExtensions)
        {
            bool isKnown = room.HeaderExtensions.Any(
                other => other.Id == extension.Id && other.Uri == extension.Uri && other.IsOfKind(extension.Kind));
            if (!isKnown)
            {
                throw new MediasoupException($"unsupported header extension [kind:{extension.Kind?.ToText()}, uri:{extension.Uri}]");
            }
        }
    }

    public JsonObject ToJson() => new()
    {
        ["codecs"] = new JsonArray([.. Codecs.Select(codec => (JsonNode)codec.ToCapability())]),
        ["headerExtensions"] = new JsonArray([.. HeaderExtensions.Select(extension => (JsonNode)extension.ToCapability())]),
        ["fecMechanisms"] = new JsonArray(),
    };

    /// <summary>The same for the v3 router below.</summary>
    public RtpCapabilities ToRouter() => new()
    {
        Codecs = [.. Codecs.Select(ToRouter)],
        HeaderExtensions =
        [
            .. HeaderExtensions.Select(extension => new RtpHeaderExtension
            {
                Kind = extension.Kind!.Value,
                Uri = extension.Uri,
                PreferredId = extension.Id,
            }),
        ],
    };

    private static RtpCodecCapability ToRouter(V2Codec codec) => new()
    {
        Kind = codec.Kind!.Value,
        MimeType = codec.MimeType!,
        ClockRate = codec.ClockRate,
        Channels = codec.Channels,
        PreferredPayloadType = codec.PayloadType,
        Parameters = V3Conversion.Parameters(codec.Parameters),
        RtcpFeedback = V3Conversion.Feedback(codec.RtcpFeedback),
    };
}
