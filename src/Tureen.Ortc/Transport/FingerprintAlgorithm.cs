using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The hash of a certificate fingerprint (RFC 8122, section 5).</summary>
[JsonConverter(typeof(WireEnumConverter<FingerprintAlgorithm>))]
public enum FingerprintAlgorithm
{
    /// <summary>SHA-1.</summary>
    [JsonStringEnumMemberName("sha-1")]
    Sha1,

    /// <summary>SHA-224.</summary>
    [JsonStringEnumMemberName("sha-224")]
    Sha224,

    /// <summary>SHA-256.</summary>
    [JsonStringEnumMemberName("sha-256")]
    Sha256,

    /// <summary>SHA-384.</summary>
    [JsonStringEnumMemberName("sha-384")]
    Sha384,

    /// <summary>SHA-512.</summary>
    [JsonStringEnumMemberName("sha-512")]
    Sha512,
}
