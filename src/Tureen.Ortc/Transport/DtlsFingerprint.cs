using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The fingerprint of a DTLS certificate (RFC 8122, section 5).</summary>
[JsonConverter(typeof(OrtcJsonConverter<DtlsFingerprint>))]
public sealed class DtlsFingerprint : IOrtcJson<DtlsFingerprint>
{
    /// <summary>The hash.</summary>
    public required FingerprintAlgorithm Algorithm { get; set; }

    /// <summary>The hash of the certificate: upper-case hexadecimal bytes with colons between.</summary>
    public required string Value { get; set; }

    /// <inheritdoc/>
    public static DtlsFingerprint FromJson(JsonElement json) => JsonFields.Read(json, "fingerprint", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("algorithm", Algorithm.ToWireString());
        writer.WriteString("value", Value);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public DtlsFingerprint Clone() => (DtlsFingerprint)MemberwiseClone();

    private static DtlsFingerprint Read(JsonFields fields)
    {
        return new DtlsFingerprint
        {
            Algorithm = fields.RequiredEnum<FingerprintAlgorithm>("algorithm"),
            Value = fields.RequiredString("value"),
        };
    }
}
