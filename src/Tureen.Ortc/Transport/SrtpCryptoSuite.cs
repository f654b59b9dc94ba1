using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>An SRTP protection profile (RFC 4568, RFC 7714).</summary>
[JsonConverter(typeof(WireEnumConverter<SrtpCryptoSuite>))]
public enum SrtpCryptoSuite
{
    /// <summary>AES-256-GCM; key and salt are 44 bytes.</summary>
    [JsonStringEnumMemberName("AEAD_AES_256_GCM")]
    AeadAes256Gcm,

    /// <summary>AES-128-GCM; key and salt are 28 bytes.</summary>
    [JsonStringEnumMemberName("AEAD_AES_128_GCM")]
    AeadAes128Gcm,

    /// <summary>AES-128 counter mode with an 80-bit tag; key and salt are 30 bytes.</summary>
    [JsonStringEnumMemberName("AES_CM_128_HMAC_SHA1_80")]
    AesCm128HmacSha1_80,

    /// <summary>AES-128 counter mode with a 32-bit tag; key and salt are 30 bytes.</summary>
    [JsonStringEnumMemberName("AES_CM_128_HMAC_SHA1_32")]
    AesCm128HmacSha1_32,
}
