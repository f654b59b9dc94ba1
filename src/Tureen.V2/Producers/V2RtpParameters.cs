using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>What a client says that it sends, checked as v2's engine did.</summary>
internal sealed record V2RtpParameters
{
    private const int MaxEncodings = 8;

    /// <summary>As the client sent it.</summary>
    public required JsonObject Json { get; init; }

    public string? MuxId { get; init; }

    public required IReadOnlyList<V2Codec> Codecs { get; init; }

    public required IReadOnlyList<V2HeaderExtension> HeaderExtensions { get; init; }

    /// <summary>In the order of the client.</summary>
    public required IReadOnlyList<V2Encoding> Encodings { get; init; }

    public required JsonObject Rtcp { get; init; }

    public string? Cname => Rtcp.Text("cname");

    /// <exception cref="MediasoupTypeException">A field is missing or wrong.</exception>
    public static V2RtpParameters Read(JsonNode? node)
    {
        JsonObject fields = node as JsonObject ?? throw new MediasoupTypeException("missing rtpParameters");
        Check.That(
            MessageFields.LengthOf(fields) <= V2Limits.MaxRtpParametersLength,
            $"rtpParameters are longer than {V2Limits.MaxRtpParametersLength} bytes");
        Check.That(
            fields["muxId"] is null || fields.Text("muxId") is { Length: > 0 and <= V2Limits.MaxStreamNameLength }, "empty muxId, or too long");
        JsonArray codecs = fields.Array("codecs") ?? throw new MediasoupTypeException("missing codecs");
        JsonArray encodings = fields.Array("encodings") ?? throw new MediasoupTypeException("missing encodings");
        JsonArray extensions = fields.Array("headerExtensions") ?? [];
        Check.That(codecs.Count is > 0 and <= V2Limits.MaxCodecs, "empty codecs, or too many");
        Check.That(encodings.Count is > 0 and <= MaxEncodings, "empty encodings, or too many");
        Check.That(extensions.Count <= V2Limits.MaxHeaderExtensions, "too many headerExtensions");
        JsonObject rtcp = fields.Object("rtcp") ?? [];
        Check.That(
            rtcp["cname"] is null || rtcp.Text("cname") is { Length: > 0 and <= V2Limits.MaxStreamNameLength },
            "empty rtcp.cname, or too long");
        var parameters = new V2RtpParameters
        {
            Json = fields,
            MuxId = fields.Text("muxId"),
            Codecs = [.. codecs.Select(codec => V2Codec.Read(codec, "payloadType"))],
            HeaderExtensions = [.. extensions.Select(extension => V2HeaderExtension.Read(extension, "id"))],
            Encodings = [.. encodings.Select(V2Encoding.Read)],
            Rtcp = rtcp,
        };
        parameters.CheckCodecs();
        parameters.CheckEncodings();
        return parameters;
    }

    private void CheckCodecs()
    {
        Check.That(Codecs.Select(codec => codec.PayloadType).Distinct().Count() == Codecs.Count, "duplicated payloadType");
        Check.That(Codecs.Any(codec => !codec.IsRtx), "no media codecs found");
        foreach (V2Codec rtx in Codecs.Where(codec => codec.IsRtx))
        {
            Check.That(rtx.AssociatedPayloadType is not null, "missing apt parameter in RTX codec");
            Check.That(
                Codecs.Any(codec => !codec.IsRtx && codec.PayloadType == rtx.AssociatedPayloadType),
                "apt in RTX codec points to a non existing codec");
        }
    }

    private void CheckEncodings()
    {
        Check.That(Encodings.Select(encoding => encoding.Profile).Distinct().Count() == Encodings.Count, "duplicated profile");
        Check.That(
            Encodings.Count > 1 || Encodings[0].Profile == Profile.Default, "cannot set a profile in a single encoding");
        foreach (V2Encoding encoding in Encodings)
        {
            Check.That(
                encoding.CodecPayloadType is not { } payloadType
                    || Codecs.Any(codec => !codec.IsRtx && codec.PayloadType == payloadType),
                "unknown codecPayloadType in encoding");
        }
    }
}
