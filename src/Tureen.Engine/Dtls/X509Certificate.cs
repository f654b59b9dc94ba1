using System.Runtime.InteropServices;
using System.Text;
using Tureen.Engine.Crypto;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>An X.509 certificate of OpenSSL, ours or the peer's.</summary>
internal sealed unsafe class X509Certificate : SafeHandle
{
    private const int LongestHash = 64;

    /// <summary>Takes ownership of <paramref name="certificate"/>.</summary>
    public X509Certificate(nint certificate)
        : base(0, ownsHandle: true)
    {
        SetHandle(certificate);
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    public CertificateFingerprint GetFingerprint(FingerprintAlgorithm algorithm)
    {
        nint digest = algorithm switch
        {
            FingerprintAlgorithm.Sha1 => LibCrypto.EVP_sha1(),
            FingerprintAlgorithm.Sha224 => LibCrypto.EVP_sha224(),
            FingerprintAlgorithm.Sha256 => LibCrypto.EVP_sha256(),
            FingerprintAlgorithm.Sha384 => LibCrypto.EVP_sha384(),
            _ => LibCrypto.EVP_sha512(),
        };
        byte* hash = stackalloc byte[LongestHash];
        uint length;
        if (LibCrypto.X509_digest(handle, digest, hash, &length) != 1)
        {
            throw OpenSslException.FromErrorQueue("A certificate could not be hashed");
        }

        return CertificateFingerprint.FromHash(algorithm, new ReadOnlySpan<byte>(hash, (int)length));
    }

    public string ToPem()
    {
        nint bio = LibCrypto.BIO_new(LibCrypto.BIO_s_mem());
        try
        {
            byte* data;
            if (LibCrypto.PEM_write_bio_X509(bio, handle) != 1)
            {
                throw OpenSslException.FromErrorQueue("A certificate could not be written");
            }

            nint length = LibCrypto.BIO_ctrl(bio, LibCrypto.BioCtrlInfo, new CLong(0), &data).Value;
            return Encoding.ASCII.GetString(data, (int)length);
        }
        finally
        {
            _ = LibCrypto.BIO_free(bio);
        }
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.X509_free(handle);
        return true;
    }
}
