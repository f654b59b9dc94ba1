using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>How one SCTP stream carries messages (RFC 8832, section 5.1).</summary>
[JsonConverter(typeof(OrtcJsonConverter<SctpStreamParameters>))]
public sealed class SctpStreamParameters : IOrtcJson<SctpStreamParameters>
{
    /// <summary>The stream identifier, 0 to 65534.</summary>
    public required int StreamId { get; set; }

    /// <summary>Whether messages arrive in order; true unless a limit is given.</summary>
    public bool? Ordered { get; set; }

    /// <summary>How long a message is retransmitted, in milliseconds; excludes <see cref="MaxRetransmits"/>.</summary>
    public int? MaxPacketLifeTime { get; set; }

    /// <summary>How often a message is retransmitted; excludes <see cref="MaxPacketLifeTime"/>.</summary>
    public int? MaxRetransmits { get; set; }

    /// <summary>The label of the data channel; used by clients.</summary>
    public string? Label { get; set; }

    /// <summary>The subprotocol of the data channel; used by clients.</summary>
    public string? Protocol { get; set; }

    /// <inheritdoc/>
    public static SctpStreamParameters FromJson(JsonElement json) => JsonFields.Read(json, "sctpStreamParameters", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("streamId", StreamId);
        writer.WriteOptional("ordered", Ordered);
        writer.WriteOptional("maxPacketLifeTime", MaxPacketLifeTime);
        writer.WriteOptional("maxRetransmits", MaxRetransmits);
        writer.WriteOptional("label", Label);
        writer.WriteOptional("protocol", Protocol);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public SctpStreamParameters Clone() => (SctpStreamParameters)MemberwiseClone();

    private static SctpStreamParameters Read(JsonFields fields)
    {
        return new SctpStreamParameters
        {
            StreamId = (int)fields.RequiredInteger("streamId", 0, 65535),
            Ordered = fields.TolerantBoolean("ordered"),
            MaxPacketLifeTime = (int?)fields.OptionalInteger("maxPacketLifeTime", 0, 65535),
            MaxRetransmits = (int?)fields.OptionalInteger("maxRetransmits", 0, 65535),
            Label = fields.OptionalString("label"),
            Protocol = fields.OptionalString("protocol"),
        };
    }
}
