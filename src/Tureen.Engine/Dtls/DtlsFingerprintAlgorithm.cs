namespace Tureen.Engine.Dtls;

/// <summary>The hash of a certificate fingerprint (RFC 8122 §5).</summary>
internal enum DtlsFingerprintAlgorithm
{
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}
