using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The numbers of SCTP streams of an endpoint before 3.20.</summary>
[JsonConverter(typeof(OrtcJsonConverter<NumSctpStreams>))]
public sealed class NumSctpStreams : IOrtcJson<NumSctpStreams>
{
    /// <summary>The number of outgoing streams, 1 to 65535.</summary>
    public required int Os { get; set; }

    /// <summary>The number of incoming streams, 1 to 65535.</summary>
    public required int Mis { get; set; }

    /// <inheritdoc/>
    public static NumSctpStreams FromJson(JsonElement json) => JsonFields.Read(json, "numStreams", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("OS", Os);
        writer.WriteNumber("MIS", Mis);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public NumSctpStreams Clone() => (NumSctpStreams)MemberwiseClone();

    private static NumSctpStreams Read(JsonFields fields)
    {
        return new NumSctpStreams
        {
            Os = fields.RequiredInt32("OS"),
            Mis = fields.RequiredInt32("MIS"),
        };
    }
}
