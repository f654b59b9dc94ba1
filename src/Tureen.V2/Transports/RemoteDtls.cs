using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>The DTLS parameters of a client, with the fingerprints of kinds that v2 knows.</summary>
internal static class RemoteDtls
{
    private const int MaxFingerprints = 16;

    /// <exception cref="MediasoupTypeException">They are malformed.</exception>
    /// <exception cref="MediasoupException">The role is unknown, or there is no fingerprint of a known kind.</exception>
    public static DtlsParameters Read(JsonNode node)
    {
        JsonObject fields = node as JsonObject ?? throw new MediasoupTypeException("dtlsParameters is not an object");
        DtlsRole role = fields["role"] is null ? DtlsRole.Auto : ReadRole(fields.Text("role"));
        JsonArray fingerprints = fields.Array("fingerprints") ?? throw new MediasoupTypeException("missing dtlsParameters.fingerprints");
        Check.That(fingerprints.Count <= MaxFingerprints, "too many dtlsParameters.fingerprints");
        List<DtlsFingerprint> known = [.. fingerprints.Select(ReadFingerprint).OfType<DtlsFingerprint>()];
        return known.Count > 0
            ? new DtlsParameters { Role = role, Fingerprints = known }
            : throw new MediasoupException("no valid dtlsParameters.fingerprints");
    }

    private static DtlsRole ReadRole(string? role) => role switch
    {
        "auto" => DtlsRole.Auto,
        "client" => DtlsRole.Client,
        "server" => DtlsRole.Server,
        _ => throw new MediasoupException("invalid remote role"),
    };

    private static DtlsFingerprint? ReadFingerprint(JsonNode? node)
    {
        FingerprintAlgorithm? algorithm = (node as JsonObject)?.Text("algorithm") switch
        {
            "sha-1" => FingerprintAlgorithm.Sha1,
            "sha-224" => FingerprintAlgorithm.Sha224,
            "sha-256" => FingerprintAlgorithm.Sha256,
            "sha-384" => FingerprintAlgorithm.Sha384,
            "sha-512" => FingerprintAlgorithm.Sha512,
            _ => null,
        };
        return algorithm is { } known && ((JsonObject)node!).Text("value") is { Length: > 0 } value
            ? new DtlsFingerprint { Algorithm = known, Value = value.ToUpperInvariant() }
            : null;
    }
}
