using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The DTLS role and certificate of an endpoint.</summary>
[JsonConverter(typeof(OrtcJsonConverter<DtlsParameters>))]
public sealed class DtlsParameters : IOrtcJson<DtlsParameters>
{
    /// <summary>The role; absent counts as <see cref="DtlsRole.Auto"/>.</summary>
    public DtlsRole? Role { get; set; }

    /// <summary>The fingerprints of the certificate, one or more.</summary>
    public required List<DtlsFingerprint> Fingerprints { get; set; }

    /// <inheritdoc/>
    public static DtlsParameters FromJson(JsonElement json) => JsonFields.Read(json, "dtlsParameters", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("role", Role?.ToWireString());
        writer.WriteOptionalList("fingerprints", Fingerprints);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public DtlsParameters Clone()
    {
        var copy = (DtlsParameters)MemberwiseClone();
        copy.Fingerprints = Fingerprints.CloneAll();
        return copy;
    }

    private static DtlsParameters Read(JsonFields fields)
    {
        return new DtlsParameters
        {
            Role = fields.OptionalEnum<DtlsRole>("role"),
            Fingerprints = fields.RequiredList<DtlsFingerprint>("fingerprints"),
        };
    }
}
