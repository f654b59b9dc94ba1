using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The SCTP capabilities of a client before 3.20.</summary>
[JsonConverter(typeof(OrtcJsonConverter<SctpCapabilities>))]
public sealed class SctpCapabilities : IOrtcJson<SctpCapabilities>
{
    /// <summary>The numbers of streams.</summary>
    public required NumSctpStreams NumStreams { get; set; }

    /// <inheritdoc/>
    public static SctpCapabilities FromJson(JsonElement json) => JsonFields.Read(json, "sctpCapabilities", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("numStreams", NumStreams);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public SctpCapabilities Clone()
    {
        var copy = (SctpCapabilities)MemberwiseClone();
        copy.NumStreams = NumStreams?.Clone()!;
        return copy;
    }

    private static SctpCapabilities Read(JsonFields fields)
    {
        return new SctpCapabilities
        {
            NumStreams = fields.OptionalObject<NumSctpStreams>("numStreams") ?? throw new MediasoupTypeException("missing sctpCapabilities.numStreams"),
        };
    }
}
