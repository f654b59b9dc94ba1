using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Dtls;

/// <summary>An SSL_CTX: what all DTLS sessions of one certificate have in common.</summary>
internal sealed unsafe class DtlsContext : SafeHandle
{
    private const string Groups = "X25519:P-256:P-384:P-521";

    /// <summary>
    /// Forward secrecy and authenticated encryption only (RFC 8827 §6.5); every browser has the first. All are AES-GCM,
    /// so that <see cref="DtlsRecordFilter"/> knows the shortest encrypted record.
    /// </summary>
    private const string Ciphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
        + "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384";

    /// <summary>Old browsers come with 1,024-bit RSA; the fingerprint is what counts.</summary>
    private const int SecurityLevel = 1;

    /// <param name="certificate">The OpenSSL certificate.</param>
    /// <param name="key">Its OpenSSL private key.</param>
    /// <param name="srtpProfiles">What handshakes offer and accept, the preferred one first.</param>
    public DtlsContext(nint certificate, nint key, IReadOnlyList<SrtpProfile> srtpProfiles)
        : base(0, ownsHandle: true)
    {
        SetHandle(LibSsl.SSL_CTX_new(LibSsl.DTLS_method()));
        if (IsInvalid || !Configure(certificate, key, string.Join(':', srtpProfiles.Select(SrtpProfileFacts.OpenSslName))))
        {
            Dispose();
            throw OpenSslException.FromErrorQueue("DTLS could not be set up");
        }
    }

    public override bool IsInvalid => handle == 0;

    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_CTX_free(handle);
        return true;
    }

    /// <summary>Any certificate will do, because its fingerprint is compared with the one from signaling.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AcceptCertificate(nint store, void* argument) => 1;

    private bool Configure(nint certificate, nint key, string srtpProfiles)
    {
        LibSsl.SSL_CTX_set_security_level(handle, SecurityLevel);
        LibSsl.SSL_CTX_set_options(
            handle,
            LibSsl.OptionNoQueryMtu | LibSsl.OptionNoTicket | LibSsl.OptionNoCompression | LibSsl.OptionNoRenegotiation);
        LibSsl.SSL_CTX_set_verify(handle, LibSsl.VerifyPeer | LibSsl.VerifyFailIfNoPeerCertificate, 0);
        LibSsl.SSL_CTX_set_cert_verify_callback(handle, &AcceptCertificate, null);
        _ = Control(LibSsl.ControlSetSessionCacheMode, 0);
        _ = Control(LibSsl.ControlSetMaxCertificateList, EngineLimits.MaxDtlsHandshakeLength);
        fixed (byte* groups = System.Text.Encoding.ASCII.GetBytes(Groups + '\0'))
        {
            return Control(LibSsl.ControlSetMinimumVersion, LibSsl.VersionDtls12) == 1
                && Control(LibSsl.ControlSetMaximumVersion, LibSsl.VersionDtls12) == 1
                && LibSsl.SSL_CTX_set_cipher_list(handle, Ciphers) == 1
                && LibSsl.SSL_CTX_ctrl(handle, LibSsl.ControlSetGroupsList, new CLong(0), groups).Value == 1
                && LibSsl.SSL_CTX_set_tlsext_use_srtp(handle, srtpProfiles) == 0
                && LibSsl.SSL_CTX_use_certificate(handle, certificate) == 1
                && LibSsl.SSL_CTX_use_PrivateKey(handle, key) == 1;
        }
    }

    private nint Control(int command, int argument) =>
        LibSsl.SSL_CTX_ctrl(handle, command, new CLong(argument), null).Value;
}
