using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The SRTP protection and key of an endpoint without DTLS.</summary>
[JsonConverter(typeof(OrtcJsonConverter<SrtpParameters>))]
public sealed class SrtpParameters : IOrtcJson<SrtpParameters>
{
    /// <summary>The protection profile.</summary>
    public required SrtpCryptoSuite CryptoSuite { get; set; }

    /// <summary>Master key and salt together, in base64; 40 or 60 characters, as the profile demands.</summary>
    public required string KeyBase64 { get; set; }

    /// <inheritdoc/>
    public static SrtpParameters FromJson(JsonElement json) => JsonFields.Read(json, "srtpParameters", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("cryptoSuite", CryptoSuite.ToWireString());
        writer.WriteString("keyBase64", KeyBase64);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public SrtpParameters Clone() => (SrtpParameters)MemberwiseClone();

    private static SrtpParameters Read(JsonFields fields)
    {
        return new SrtpParameters
        {
            CryptoSuite = fields.RequiredEnum<SrtpCryptoSuite>("cryptoSuite"),
            KeyBase64 = fields.RequiredString("keyBase64"),
        };
    }
}
