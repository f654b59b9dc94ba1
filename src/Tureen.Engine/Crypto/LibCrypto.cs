using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <summary>
/// The functions of OpenSSL's libcrypto that the ciphers use. Those called per packet are short and call nothing back,
/// so they run without the transition of the garbage collector.
/// </summary>
internal static unsafe partial class LibCrypto
{
    public const int EvpCtrlAeadSetIvLength = 0x9;
    public const int EvpCtrlAeadGetTag = 0x10;
    public const int EvpCtrlAeadSetTag = 0x11;

    private const string Library = OpenSslLoader.LibCryptoName;

    public static ulong OpenSSL_version_num() => OpenSSL_version_num_native().Value;

    [LibraryImport(Library, EntryPoint = "OpenSSL_version_num")]
    private static partial CULong OpenSSL_version_num_native();

    [LibraryImport(Library)]
    public static partial CULong ERR_peek_last_error();

    [LibraryImport(Library)]
    public static partial void ERR_error_string_n(CULong code, byte* text, nuint length);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial void ERR_clear_error();

    [LibraryImport(Library)]
    public static partial nint EVP_aes_128_gcm();

    [LibraryImport(Library)]
    public static partial nint EVP_aes_256_gcm();

    [LibraryImport(Library)]
    public static partial nint EVP_aes_128_ctr();

    [LibraryImport(Library)]
    public static partial nint EVP_aes_256_ctr();

    [LibraryImport(Library)]
    public static partial nint EVP_CIPHER_CTX_new();

    [LibraryImport(Library)]
    public static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_CIPHER_CTX_ctrl(nint context, int command, int argument, void* pointer);

    /// <summary>The form for set-up: it may fetch the algorithm, which takes long.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex")]
    public static partial int EVP_CipherInit_ex_fetching(
        nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    /// <summary>The form for each packet: the cipher and the key stay, only the IV is set.</summary>
    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_CipherInit_ex(
        nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_CipherUpdate(
        nint context, byte* output, int* outputLength, byte* input, int inputLength);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_CipherFinal_ex(nint context, byte* output, int* outputLength);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint EVP_MAC_fetch(nint libraryContext, string algorithm, string? properties);

    [LibraryImport(Library)]
    public static partial void EVP_MAC_free(nint mac);

    [LibraryImport(Library)]
    public static partial nint EVP_MAC_CTX_new(nint mac);

    [LibraryImport(Library)]
    public static partial void EVP_MAC_CTX_free(nint context);

    /// <summary>The form for set-up: it fetches the digest, which takes long.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_init")]
    public static partial int EVP_MAC_init_fetching(nint context, byte* key, nuint keyLength, OsslParameter* parameters);

    /// <summary>The form for each packet: without a key it starts over with the one it has.</summary>
    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_MAC_init(nint context, byte* key, nuint keyLength, OsslParameter* parameters);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_MAC_update(nint context, byte* data, nuint length);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int EVP_MAC_final(nint context, byte* output, nuint* outputLength, nuint outputSize);

    [LibraryImport(Library)]
    public static partial int RAND_bytes(byte* destination, int length);
}
