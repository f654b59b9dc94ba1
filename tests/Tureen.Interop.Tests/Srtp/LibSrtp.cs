using System.Runtime.InteropServices;

namespace Tureen.Interop.Tests.Srtp;

/// <summary>The functions of libsrtp 2, the SRTP of Chromium and Firefox, that the tests call. A missing library fails the test.</summary>
internal static unsafe partial class LibSrtp
{
    public const int Ok = 0;
    public const int AuthenticationFailed = 7;
    public const int Replayed = 9;

    private const string Library = "libsrtp2.so.1";

    [LibraryImport(Library)]
    public static partial int srtp_init();

    [LibraryImport(Library)]
    public static partial int srtp_crypto_policy_set_from_profile_for_rtp(LibSrtpCryptoPolicy* policy, int profile);

    [LibraryImport(Library)]
    public static partial int srtp_crypto_policy_set_from_profile_for_rtcp(LibSrtpCryptoPolicy* policy, int profile);

    [LibraryImport(Library)]
    public static partial int srtp_create(nint* session, LibSrtpPolicy* policy);

    [LibraryImport(Library)]
    public static partial int srtp_dealloc(nint session);

    [LibraryImport(Library)]
    public static partial int srtp_protect(nint session, byte* packet, int* length);

    [LibraryImport(Library)]
    public static partial int srtp_unprotect(nint session, byte* packet, int* length);

    [LibraryImport(Library)]
    public static partial int srtp_protect_rtcp(nint session, byte* packet, int* length);

    [LibraryImport(Library)]
    public static partial int srtp_unprotect_rtcp(nint session, byte* packet, int* length);
}
