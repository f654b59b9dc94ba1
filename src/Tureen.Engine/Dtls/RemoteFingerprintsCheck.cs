using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>Takes the fingerprints out of DTLS parameters that came by signaling.</summary>
internal static class RemoteFingerprintsCheck
{
    /// <param name="parameters">What the peer sent.</param>
    /// <param name="allowsSha1">SHA-1 counts too, although two certificates with the same hash can be made.</param>
    /// <exception cref="MediasoupTypeException">There is none that counts, one is malformed, or there are too many.</exception>
    public static RemoteFingerprints Read(DtlsParameters parameters, bool allowsSha1)
    {
        List<DtlsFingerprint> given = parameters.Fingerprints;
        if (given.Count == 0)
        {
            throw new MediasoupTypeException("empty dtlsParameters.fingerprints array");
        }

        if (given.Count > EngineLimits.MaxDtlsFingerprints)
        {
            throw new MediasoupTypeException(
                $"too many dtlsParameters.fingerprints ({given.Count}, at most {EngineLimits.MaxDtlsFingerprints})");
        }

        List<CertificateFingerprint> counted = [];
        foreach (DtlsFingerprint one in given)
        {
            if (!CertificateFingerprint.TryParse(one.Algorithm, one.Value, out CertificateFingerprint fingerprint))
            {
                throw new MediasoupTypeException("invalid fingerprint value in dtlsParameters");
            }

            if (allowsSha1 || one.Algorithm != FingerprintAlgorithm.Sha1)
            {
                counted.Add(fingerprint);
            }
        }

        return counted.Count > 0
            ? new RemoteFingerprints(counted)
            : throw new MediasoupTypeException("dtlsParameters.fingerprints has SHA-1 only, which allowSha1Fingerprints is needed for");
    }
}
