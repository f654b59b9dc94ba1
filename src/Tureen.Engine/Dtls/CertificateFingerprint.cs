using System.Text;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>A hash of a certificate, well formed: upper-case hex with colons (RFC 8122 §5).</summary>
internal sealed record CertificateFingerprint
{
    private CertificateFingerprint(FingerprintAlgorithm algorithm, string value)
    {
        Algorithm = algorithm;
        Value = value;
    }

    public FingerprintAlgorithm Algorithm { get; }

    public string Value { get; }

    public static CertificateFingerprint FromHash(FingerprintAlgorithm algorithm, ReadOnlySpan<byte> hash)
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

        return new CertificateFingerprint(algorithm, value.ToString());
    }

    /// <summary>Takes hex digits of either case, in pairs with colons between; the length must fit the algorithm.</summary>
    public static bool TryParse(FingerprintAlgorithm algorithm, string? value, out CertificateFingerprint fingerprint)
    {
        fingerprint = null!;
        if (value is null)
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

        fingerprint = new CertificateFingerprint(algorithm, value.ToUpperInvariant());
        return true;
    }

    /// <summary>The form in which signaling carries it to the peer.</summary>
    public DtlsFingerprint ToParameters() => new() { Algorithm = Algorithm, Value = Value };

    private static int HashLength(FingerprintAlgorithm algorithm) => algorithm switch
    {
        FingerprintAlgorithm.Sha1 => 20,
        FingerprintAlgorithm.Sha224 => 28,
        FingerprintAlgorithm.Sha256 => 32,
        FingerprintAlgorithm.Sha384 => 48,
        _ => 64,
    };
}
