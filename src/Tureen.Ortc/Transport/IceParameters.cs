using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The ICE credentials of an endpoint (RFC 8445, section 5.3).</summary>
[JsonConverter(typeof(OrtcJsonConverter<IceParameters>))]
public sealed class IceParameters : IOrtcJson<IceParameters>
{
    /// <summary>The ICE username fragment, 4 to 256 ICE characters.</summary>
    public required string UsernameFragment { get; set; }

    /// <summary>The ICE password, 22 to 256 ICE characters.</summary>
    public required string Password { get; set; }

    /// <summary>Whether the endpoint is ICE-Lite; always true for a server.</summary>
    public bool? IceLite { get; set; }

    /// <inheritdoc/>
    public static IceParameters FromJson(JsonElement json) => JsonFields.Read(json, "iceParameters", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("usernameFragment", UsernameFragment);
        writer.WriteString("password", Password);
        writer.WriteOptional("iceLite", IceLite);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public IceParameters Clone() => (IceParameters)MemberwiseClone();

    private static IceParameters Read(JsonFields fields)
    {
        return new IceParameters
        {
            UsernameFragment = fields.RequiredString("usernameFragment"),
            Password = fields.RequiredString("password"),
            IceLite = fields.OptionalBoolean("iceLite"),
        };
    }
}
