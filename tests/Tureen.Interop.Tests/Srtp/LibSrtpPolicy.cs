using System.Runtime.InteropServices;

namespace Tureen.Interop.Tests.Srtp;

/// <summary>
/// libsrtp's <c>srtp_policy_t</c> (version 2): what one session does with its packets. <c>unsigned long</c> has the width of a
/// pointer on the platforms that these tests run on.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LibSrtpPolicy
{
    /// <summary><c>ssrc_any_inbound</c>: the session unprotects, whatever the SSRC.</summary>
    public const int AnyInbound = 2;

    /// <summary><c>ssrc_any_outbound</c>: the session protects, whatever the SSRC.</summary>
    public const int AnyOutbound = 3;

    /// <summary><c>ssrc.type</c>.</summary>
    public int SsrcType;

    /// <summary><c>ssrc.value</c>, unused with a wildcard.</summary>
    public uint SsrcValue;

    public LibSrtpCryptoPolicy Rtp;

    public LibSrtpCryptoPolicy Rtcp;

    /// <summary>Master key and master salt in one piece.</summary>
    public byte* Key;

    public nint Keys;

    public nuint MasterKeyCount;

    public nint Ekt;

    /// <summary>Packets that replay protection looks back on; 0 is libsrtp's default of 128.</summary>
    public nuint WindowSize;

    public int AllowRepeatedTransmission;

    public nint EncryptedExtensionIds;

    public int EncryptedExtensionIdCount;

    public nint Next;
}
