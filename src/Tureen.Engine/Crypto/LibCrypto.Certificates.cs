using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <content>Keys, certificates, PEM and memory BIOs: set-up and handshakes only, so with the normal transition.</content>
internal static unsafe partial class LibCrypto
{
    public const int BioCtrlReset = 1;
    public const int BioCtrlInfo = 3;
    public const int BioCtrlSetMemEofReturn = 130;
    public const int AsciiString = 0x1001;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint EVP_PKEY_CTX_new_from_name(nint libraryContext, string name, string? properties);

    [LibraryImport(Library)]
    public static partial void EVP_PKEY_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_keygen_init(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int EVP_PKEY_CTX_set_group_name(nint context, string name);

    [LibraryImport(Library)]
    public static partial int EVP_PKEY_generate(nint context, nint* key);

    [LibraryImport(Library)]
    public static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    public static partial nint EVP_sha1();

    [LibraryImport(Library)]
    public static partial nint EVP_sha224();

    [LibraryImport(Library)]
    public static partial nint EVP_sha256();

    [LibraryImport(Library)]
    public static partial nint EVP_sha384();

    [LibraryImport(Library)]
    public static partial nint EVP_sha512();

    [LibraryImport(Library)]
    public static partial nint X509_new();

    [LibraryImport(Library)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(Library)]
    public static partial int X509_set_version(nint certificate, CLong version);

    [LibraryImport(Library)]
    public static partial nint X509_get_serialNumber(nint certificate);

    [LibraryImport(Library)]
    public static partial int ASN1_INTEGER_set(nint integer, CLong value);

    [LibraryImport(Library)]
    public static partial nint X509_getm_notBefore(nint certificate);

    [LibraryImport(Library)]
    public static partial nint X509_getm_notAfter(nint certificate);

    [LibraryImport(Library)]
    public static partial nint X509_gmtime_adj(nint time, CLong seconds);

    [LibraryImport(Library)]
    public static partial nint X509_get_subject_name(nint certificate);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int X509_NAME_add_entry_by_txt(
        nint name, string field, int type, byte* bytes, int length, int location, int set);

    [LibraryImport(Library)]
    public static partial int X509_set_issuer_name(nint certificate, nint name);

    [LibraryImport(Library)]
    public static partial int X509_set_pubkey(nint certificate, nint key);

    [LibraryImport(Library)]
    public static partial int X509_sign(nint certificate, nint key, nint digest);

    [LibraryImport(Library)]
    public static partial int X509_check_private_key(nint certificate, nint key);

    [LibraryImport(Library)]
    public static partial int X509_digest(nint certificate, nint digest, byte* destination, uint* length);

    [LibraryImport(Library)]
    public static partial nint BIO_s_mem();

    [LibraryImport(Library)]
    public static partial nint BIO_new(nint method);

    [LibraryImport(Library)]
    public static partial nint BIO_new_mem_buf(byte* data, int length);

    [LibraryImport(Library)]
    public static partial int BIO_free(nint bio);

    [LibraryImport(Library)]
    public static partial int BIO_write(nint bio, byte* data, int length);

    [LibraryImport(Library)]
    public static partial CLong BIO_ctrl(nint bio, int command, CLong argument, void* pointer);

    [LibraryImport(Library)]
    public static partial nuint BIO_ctrl_pending(nint bio);

    [LibraryImport(Library)]
    public static partial nint PEM_read_bio_X509(nint bio, nint* existing, nint callback, byte* password);

    [LibraryImport(Library)]
    public static partial nint PEM_read_bio_PrivateKey(nint bio, nint* existing, nint callback, byte* password);

    [LibraryImport(Library)]
    public static partial int PEM_write_bio_X509(nint bio, nint certificate);
}
