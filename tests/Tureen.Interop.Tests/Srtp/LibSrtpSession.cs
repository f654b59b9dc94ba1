using System.Diagnostics;
using Tureen.Engine.Crypto;

namespace Tureen.Interop.Tests.Srtp;

/// <summary>One direction of libsrtp with one master key.</summary>
internal sealed unsafe class LibSrtpSession : IDisposable
{
    /// <summary>Room for tag and index behind a packet, more than any profile needs (<c>SRTP_MAX_TRAILER_LEN</c>).</summary>
    private const int MaxTrailerLength = 160;

    private static readonly int InitStatus = LibSrtp.srtp_init();

    private readonly nint _session;

    public LibSrtpSession(SrtpProfile profile, byte[] keyingMaterial, bool isInbound)
    {
        Assert.Equal(LibSrtp.Ok, InitStatus);
        Assert.Equal(profile.KeyingMaterialLength(), keyingMaterial.Length);

        LibSrtpPolicy policy = default;
        int number = ProfileNumber(profile);
        Assert.Equal(LibSrtp.Ok, LibSrtp.srtp_crypto_policy_set_from_profile_for_rtp(&policy.Rtp, number));
        Assert.Equal(LibSrtp.Ok, LibSrtp.srtp_crypto_policy_set_from_profile_for_rtcp(&policy.Rtcp, number));
        policy.SsrcType = isInbound ? LibSrtpPolicy.AnyInbound : LibSrtpPolicy.AnyOutbound;
        fixed (byte* key = keyingMaterial)
        fixed (nint* session = &_session)
        {
            policy.Key = key;
            Assert.Equal(LibSrtp.Ok, LibSrtp.srtp_create(session, &policy));
        }
    }

    public byte[] ProtectRtp(byte[] packet) => Run(packet, &LibSrtp.srtp_protect);

    public byte[] ProtectRtcp(byte[] packet) => Run(packet, &LibSrtp.srtp_protect_rtcp);

    public byte[] UnprotectRtp(byte[] packet) => Run(packet, &LibSrtp.srtp_unprotect);

    public byte[] UnprotectRtcp(byte[] packet) => Run(packet, &LibSrtp.srtp_unprotect_rtcp);

    public int UnprotectRtpStatus(byte[] packet) => Run(packet, &LibSrtp.srtp_unprotect, out _);

    public int UnprotectRtcpStatus(byte[] packet) => Run(packet, &LibSrtp.srtp_unprotect_rtcp, out _);

    public void Dispose() => Assert.Equal(LibSrtp.Ok, LibSrtp.srtp_dealloc(_session));

    /// <summary>libsrtp numbers the profiles as RFC 5764 §4.1.2 and RFC 7714 §14.2 do on the wire.</summary>
    private static int ProfileNumber(SrtpProfile profile) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1_80 => 1,
        SrtpProfile.AesCm128HmacSha1_32 => 2,
        SrtpProfile.AeadAes128Gcm => 7,
        SrtpProfile.AeadAes256Gcm => 8,
        _ => throw new UnreachableException(),
    };

    private byte[] Run(byte[] packet, delegate*<nint, byte*, int*, int> function)
    {
        Assert.Equal(LibSrtp.Ok, Run(packet, function, out byte[] result));
        return result;
    }

    private int Run(byte[] packet, delegate*<nint, byte*, int*, int> function, out byte[] result)
    {
        byte[] buffer = new byte[packet.Length + MaxTrailerLength];
        packet.CopyTo(buffer, 0);
        int length = packet.Length;
        int status;
        fixed (byte* bytes = buffer)
        {
            status = function(_session, bytes, &length);
        }

        result = buffer[..length];
        return status;
    }
}
