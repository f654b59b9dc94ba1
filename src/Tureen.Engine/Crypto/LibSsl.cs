using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <summary>The functions of OpenSSL's libssl that DTLS uses. They may call back, so they keep the normal transition.</summary>
internal static unsafe partial class LibSsl
{
    public const int VersionDtls12 = 0xFEFD;

    public const ulong OptionNoQueryMtu = 1UL << 12;
    public const ulong OptionNoTicket = 1UL << 14;
    public const ulong OptionNoCompression = 1UL << 17;
    public const ulong OptionNoRenegotiation = 1UL << 30;

    public const int ControlSetSessionCacheMode = 44;
    public const int ControlSetMaxCertificateList = 51;
    public const int ControlSetGroupsList = 92;
    public const int ControlSetLinkMtu = 120;
    public const int ControlSetMinimumVersion = 123;
    public const int ControlSetMaximumVersion = 124;

    public const int VerifyPeer = 1;
    public const int VerifyFailIfNoPeerCertificate = 2;

    public const int ErrorSsl = 1;
    public const int ErrorWantRead = 2;
    public const int ErrorZeroReturn = 6;

    private const string Library = OpenSslLoader.LibSslName;

    [LibraryImport(Library)]
    public static partial nint DTLS_method();

    [LibraryImport(Library)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial CLong SSL_CTX_ctrl(nint context, int command, CLong argument, void* pointer);

    [LibraryImport(Library)]
    public static partial ulong SSL_CTX_set_options(nint context, ulong options);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_set_security_level(nint context, int level);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_set_verify(nint context, int mode, nint callback);

    [LibraryImport(Library)]
    public static partial void SSL_CTX_set_cert_verify_callback(
        nint context, delegate* unmanaged[Cdecl]<nint, void*, int> callback, void* argument);

    [LibraryImport(Library)]
    public static partial int SSL_CTX_use_certificate(nint context, nint certificate);

    [LibraryImport(Library)]
    public static partial int SSL_CTX_use_PrivateKey(nint context, nint key);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(nint context, string list);

    /// <summary>Unlike the others, this one returns 0 on success.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_tlsext_use_srtp(nint context, string profiles);

    [LibraryImport(Library)]
    public static partial nint SSL_new(nint context);

    [LibraryImport(Library)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(Library)]
    public static partial void SSL_set_bio(nint ssl, nint readBio, nint writeBio);

    [LibraryImport(Library)]
    public static partial void SSL_set0_wbio(nint ssl, nint writeBio);

    [LibraryImport(Library)]
    public static partial CLong SSL_ctrl(nint ssl, int command, CLong argument, void* pointer);

    [LibraryImport(Library)]
    public static partial int SSL_set_ex_data(nint ssl, int index, void* data);

    [LibraryImport(Library)]
    public static partial void* SSL_get_ex_data(nint ssl, int index);

    [LibraryImport(Library)]
    public static partial void DTLS_set_timer_cb(nint ssl, delegate* unmanaged[Cdecl]<nint, uint, uint> callback);

    [LibraryImport(Library)]
    public static partial void SSL_set_connect_state(nint ssl);

    [LibraryImport(Library)]
    public static partial void SSL_set_accept_state(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_do_handshake(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_is_init_finished(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_read(nint ssl, byte* destination, int length);

    [LibraryImport(Library)]
    public static partial int SSL_write(nint ssl, byte* source, int length);

    [LibraryImport(Library)]
    public static partial int SSL_shutdown(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_get_error(nint ssl, int result);

    [LibraryImport(Library)]
    public static partial nint SSL_get1_peer_certificate(nint ssl);

    [LibraryImport(Library)]
    public static partial SrtpProtectionProfile* SSL_get_selected_srtp_profile(nint ssl);

    [LibraryImport(Library)]
    public static partial int SSL_export_keying_material(
        nint ssl, byte* destination, nuint length, byte* label, nuint labelLength, byte* context, nuint contextLength, int useContext);

    /// <summary>The session, which stays OpenSSL's.</summary>
    [LibraryImport(Library)]
    public static partial nint SSL_get_session(nint ssl);

    [LibraryImport(Library)]
    public static partial nuint SSL_get_client_random(nint ssl, byte* destination, nuint length);

    [LibraryImport(Library)]
    public static partial nuint SSL_SESSION_get_master_key(nint session, byte* destination, nuint length);

    /// <summary>SRTP_PROTECTION_PROFILE of OpenSSL.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SrtpProtectionProfile
    {
        public byte* Name;
        public CULong Id;
    }
}
