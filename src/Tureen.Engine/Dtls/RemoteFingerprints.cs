using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>The fingerprints of the peer's certificate as signaling brought them (RFC 8122 §5).</summary>
/// <remarks>
/// Among several algorithms the strongest counts: a weaker one must not accept a certificate that the stronger one rejects. Among several
/// fingerprints of that algorithm the certificate must have one, as a peer with several certificates gives one for each.
/// </remarks>
internal sealed class RemoteFingerprints
{
    private readonly CertificateFingerprint[] _candidates;

    /// <param name="fingerprints">At least one.</param>
    public RemoteFingerprints(IReadOnlyList<CertificateFingerprint> fingerprints)
    {
        // The values of the algorithms grow with their strength.
        Algorithm = fingerprints.Max(static fingerprint => fingerprint.Algorithm);
        _candidates = [.. fingerprints.Where(fingerprint => fingerprint.Algorithm == Algorithm)];
    }

    public FingerprintAlgorithm Algorithm { get; }

    public bool Match(X509Certificate certificate) => Array.IndexOf(_candidates, certificate.GetFingerprint(Algorithm)) >= 0;
}
