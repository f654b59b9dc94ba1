using System.Text;

namespace Tureen.Engine.Dtls;

/// <summary>A hash of a certificate as signaling carries it: upper-case hex with colons (RFC 8122 §5).</summary>
internal sealed record DtlsFingerprint
{
    private DtlsFingerprint(DtlsFingerprintAlgorithm algorithm, string value)
    {
        Algorithm = algorithm;
        Value = value;
    }

    public DtlsFingerprintAlgorithm Algorithm { get; }

    public string Value { get; }

    /// <summary>The name in signaling: <c>sha-256</c> and so on.</summary>
    public string AlgorithmName => Name(Algorithm);

    public static DtlsFingerprint FromHash(DtlsFingerprintAlgorithm algorithm, ReadOnlySpan<byte> hash)
    {
        var value = new StringBuilder(hash.Length * 3);
        foreach (byte part in hash)
        {
            if (value.Length > 0)
            {
                value.Append(':');
            }

            value.Append(part.ToString("X2"));
        }

        return new DtlsFingerprint(algorithm, value.ToString());
    }

    /// <summary>Takes hex digits of either case, in pairs with colons between; the length must fit the algorithm.</summary>
    public static bool TryParse(string? algorithmName, string? value, out DtlsFingerprint fingerprint)
    {
        fingerprint = null!;
        if (!TryParseAlgorithm(algorithmName, out DtlsFingerprintAlgorithm algorithm) || value is null)
        {
            return false;
        }

        int hashLength = HashLength(algorithm);
        if (value.Length != (hashLength * 3) - 1)
        {
            return false;
        }

        for (int i = 0; i < value.Length; i++)
        {
            bool isExpected = i % 3 == 2 ? value[i] == ':' : char.IsAsciiHexDigit(value[i]);
            if (!isExpected)
            {
                return false;
            }
        }

        fingerprint = new DtlsFingerprint(algorithm, value.ToUpperInvariant());
        return true;
    }

    public static bool TryParseAlgorithm(string? name, out DtlsFingerprintAlgorithm algorithm)
    {
        foreach (DtlsFingerprintAlgorithm candidate in Enum.GetValues<DtlsFingerprintAlgorithm>())
        {
            if (string.Equals(Name(candidate), name, StringComparison.OrdinalIgnoreCase))
            {
                algorithm = candidate;
                return true;
            }
        }

        algorithm = default;
        return false;
    }

    public static int HashLength(DtlsFingerprintAlgorithm algorithm) => algorithm switch
    {
        DtlsFingerprintAlgorithm.Sha1 => 20,
        DtlsFingerprintAlgorithm.Sha224 => 28,
        DtlsFingerprintAlgorithm.Sha256 => 32,
        DtlsFingerprintAlgorithm.Sha384 => 48,
        _ => 64,
    };

    public override string ToString() => $"{AlgorithmName} {Value}";

    private static string Name(DtlsFingerprintAlgorithm algorithm) => algorithm switch
    {
        DtlsFingerprintAlgorithm.Sha1 => "sha-1",
        DtlsFingerprintAlgorithm.Sha224 => "sha-224",
        DtlsFingerprintAlgorithm.Sha256 => "sha-256",
        DtlsFingerprintAlgorithm.Sha384 => "sha-384",
        _ => "sha-512",
    };
}
