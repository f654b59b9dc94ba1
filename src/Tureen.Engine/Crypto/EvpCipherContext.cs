using System.Runtime.InteropServices;

namespace Tureen.Engine.Crypto;

/// <summary>An EVP_CIPHER_CTX that keeps cipher, key and direction, so that a packet only sets its IV.</summary>
internal sealed unsafe class EvpCipherContext : SafeHandle
{
    public EvpCipherContext(nint cipher, ReadOnlySpan<byte> key, int? ivLength, bool encrypt)
        : base(0, ownsHandle: true)
    {
        SetHandle(LibCrypto.EVP_CIPHER_CTX_new());
        fixed (byte* keyPointer = key)
        {
            int direction = encrypt ? 1 : 0;
            bool isReady = !IsInvalid
                && LibCrypto.EVP_CipherInit_ex_fetching(handle, cipher, 0, null, null, direction) == 1
                && (ivLength is not { } length
                    || LibCrypto.EVP_CIPHER_CTX_ctrl(handle, LibCrypto.EvpCtrlAeadSetIvLength, length, null) == 1)
                && LibCrypto.EVP_CipherInit_ex_fetching(handle, 0, 0, keyPointer, null, direction) == 1;
            if (!isReady)
            {
                Dispose();
                throw OpenSslException.FromErrorQueue("A cipher context could not be made");
            }
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The native pointer, for the short calls of one packet; the owner keeps this object alive.</summary>
    public nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_CIPHER_CTX_free(handle);
        return true;
    }
}
