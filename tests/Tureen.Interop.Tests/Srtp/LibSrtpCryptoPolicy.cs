using System.Runtime.InteropServices;

namespace Tureen.Interop.Tests.Srtp;

/// <summary>libsrtp's <c>srtp_crypto_policy_t</c> (version 2), which libsrtp itself fills from a profile.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LibSrtpCryptoPolicy
{
    public uint CipherType;
    public int CipherKeyLength;
    public uint AuthenticationType;
    public int AuthenticationKeyLength;
    public int AuthenticationTagLength;
    public int SecurityServices;
}
