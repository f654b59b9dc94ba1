using System.Runtime.InteropServices;
using System.Text;
using Tureen.Engine.Crypto;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>Our certificate with its private key and fingerprints, shared by all transports of one worker.</summary>
/// <remarks>A transport keeps what it needs of it alive, so it may be disposed before them.</remarks>
internal sealed unsafe class DtlsCertificate : IDisposable
{
    private const int SmallestSerial = 1_000_000;
    private const int SerialCount = 9_000_000;
    private const int ValiditySeconds = 10 * 365 * 24 * 60 * 60;
    private const int X509Version3 = 2;

    private readonly X509Certificate _certificate;

    private DtlsCertificate(X509Certificate certificate, nint key, IReadOnlyList<SrtpProfile>? srtpProfiles)
    {
        _certificate = certificate;
        Context = new DtlsContext(certificate.Pointer, key, srtpProfiles ?? SrtpProfileFacts.DefaultForDtls);
        Fingerprints = [.. Enum.GetValues<FingerprintAlgorithm>().Select(certificate.GetFingerprint)];
    }

    /// <summary>One fingerprint for each algorithm, the weakest first.</summary>
    public IReadOnlyList<CertificateFingerprint> Fingerprints { get; }

    internal DtlsContext Context { get; }

    /// <summary>A new EC P-256 key with a certificate that it signs itself.</summary>
    /// <param name="srtpProfiles">The SRTP profiles of its handshakes, the preferred one first; null for <see cref="SrtpProfileFacts.DefaultForDtls"/>.</param>
    public static DtlsCertificate Generate(IReadOnlyList<SrtpProfile>? srtpProfiles = null)
    {
        OpenSslLoader.EnsureLoaded();
        nint key = GenerateKey();
        try
        {
            return new DtlsCertificate(SignOwn(key), key, srtpProfiles);
        }
        finally
        {
            LibCrypto.EVP_PKEY_free(key);
        }
    }

    /// <summary>Takes a certificate and its private key as PEM texts.</summary>
    public static DtlsCertificate FromPem(string certificatePem, string privateKeyPem, IReadOnlyList<SrtpProfile>? srtpProfiles = null)
    {
        OpenSslLoader.EnsureLoaded();
        var certificate = new X509Certificate(ReadPem(certificatePem, isKey: false));
        nint key = certificate.IsInvalid ? 0 : ReadPem(privateKeyPem, isKey: true);
        try
        {
            if (certificate.IsInvalid || key == 0 || LibCrypto.X509_check_private_key(certificate.Pointer, key) != 1)
            {
                throw OpenSslException.FromErrorQueue("The DTLS certificate or its private key is not usable");
            }

            return new DtlsCertificate(certificate, key, srtpProfiles);
        }
        catch
        {
            certificate.Dispose();
            throw;
        }
        finally
        {
            LibCrypto.EVP_PKEY_free(key);
        }
    }

    public CertificateFingerprint GetFingerprint(FingerprintAlgorithm algorithm) => Fingerprints[(int)algorithm];

    public string ToPem() => _certificate.ToPem();

    public void Dispose()
    {
        Context.Dispose();
        _certificate.Dispose();
    }

    private static nint GenerateKey()
    {
        nint context = LibCrypto.EVP_PKEY_CTX_new_from_name(0, "EC", null);
        nint key = 0;
        bool isDone = context != 0
            && LibCrypto.EVP_PKEY_keygen_init(context) == 1
            && LibCrypto.EVP_PKEY_CTX_set_group_name(context, "P-256") == 1
            && LibCrypto.EVP_PKEY_generate(context, &key) == 1;
        LibCrypto.EVP_PKEY_CTX_free(context);
        return isDone ? key : throw OpenSslException.FromErrorQueue("A private key could not be generated");
    }

    private static X509Certificate SignOwn(nint key)
    {
        var certificate = new X509Certificate(LibCrypto.X509_new());
        uint random;
        _ = LibCrypto.RAND_bytes((byte*)&random, sizeof(uint));
        int serial = SmallestSerial + (int)(random % SerialCount);
        nint pointer = certificate.Pointer;
        nint name = LibCrypto.X509_get_subject_name(pointer);
        byte[] commonName = Encoding.ASCII.GetBytes($"tureen{serial}");
        fixed (byte* text = commonName)
        {
            bool isDone = LibCrypto.X509_set_version(pointer, new CLong(X509Version3)) == 1
                && LibCrypto.ASN1_INTEGER_set(LibCrypto.X509_get_serialNumber(pointer), new CLong(serial)) == 1
                && LibCrypto.X509_gmtime_adj(LibCrypto.X509_getm_notBefore(pointer), new CLong(-ValiditySeconds)) != 0
                && LibCrypto.X509_gmtime_adj(LibCrypto.X509_getm_notAfter(pointer), new CLong(ValiditySeconds)) != 0
                && AddName(name, "O", text, commonName.Length)
                && AddName(name, "CN", text, commonName.Length)
                && LibCrypto.X509_set_issuer_name(pointer, name) == 1
                && LibCrypto.X509_set_pubkey(pointer, key) == 1
                && LibCrypto.X509_sign(pointer, key, LibCrypto.EVP_sha256()) > 0;
            return isDone ? certificate : throw OpenSslException.FromErrorQueue("A certificate could not be signed");
        }
    }

    private static bool AddName(nint name, string field, byte* text, int length) =>
        LibCrypto.X509_NAME_add_entry_by_txt(name, field, LibCrypto.AsciiString, text, length, -1, 0) == 1;

    private static nint ReadPem(string pem, bool isKey)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(pem);
        fixed (byte* data = bytes, noPassword = "\0"u8)
        {
            nint bio = LibCrypto.BIO_new_mem_buf(data, bytes.Length);
            if (bio == 0)
            {
                return 0;
            }

            // The empty password keeps OpenSSL from asking for one on the terminal.
            nint result = isKey
                ? LibCrypto.PEM_read_bio_PrivateKey(bio, null, 0, noPassword)
                : LibCrypto.PEM_read_bio_X509(bio, null, 0, noPassword);
            _ = LibCrypto.BIO_free(bio);
            return result;
        }
    }
}
