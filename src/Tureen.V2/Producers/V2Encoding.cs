using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>One stream of a producer.</summary>
internal sealed record V2Encoding
{
    public uint? Ssrc { get; init; }

    public uint? RtxSsrc { get; init; }

    /// <summary>The RID; null where the SSRC is known.</summary>
    public string? EncodingId { get; init; }

    public Profile Profile { get; init; } = Profile.Default;

    public int? CodecPayloadType { get; init; }

    /// <exception cref="MediasoupTypeException">A field is wrong.</exception>
    public static V2Encoding Read(JsonNode? node)
    {
        JsonObject fields = node as JsonObject ?? throw new MediasoupTypeException("encoding is not an object");
        return new V2Encoding
        {
            Ssrc = OptionalSsrc(fields, "ssrc"),
            RtxSsrc = fields["rtx"] is null ? null : OptionalSsrc(fields.Object("rtx") ?? [], "ssrc"),
            EncodingId = fields.Text("encodingId") is { Length: > 0 } id ? id : null,
            Profile = ReadProfile(fields),
            CodecPayloadType = fields.Integer("codecPayloadType"),
        };
    }

    private static uint? OptionalSsrc(JsonObject fields, string name)
    {
        uint? ssrc = fields.Ssrc(name);
        Check.That(fields[name] is null || ssrc is > 0, $"invalid encoding {name}");
        return ssrc;
    }

    private static Profile ReadProfile(JsonObject fields)
    {
        if (fields["profile"] is null)
        {
            return Profile.Default;
        }

        Profile? profile = ProfileText.Parse(fields.Text("profile"));
        Check.That(profile is Profile.Low or Profile.Medium or Profile.High, "invalid encoding profile");
        return profile.Value;
    }
}
