using System.Text;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Rooms.Whip;

/// <summary>Writes the answer to an ICE restart (RFC 8840, section 9).</summary>
internal static class IceFragment
{
    /// <param name="ice">The new credentials.</param>
    /// <param name="candidates">The server's addresses.</param>
    /// <param name="mid">The first section of the answer, which carries all.</param>
    public static string Write(IceParameters ice, IReadOnlyList<IceCandidate> candidates, string mid)
    {
        StringBuilder text = new();
        text.Append(ice.IceLite is true ? "a=ice-lite\r\n" : "");
        text.Append($"a=ice-ufrag:{ice.UsernameFragment}\r\na=ice-pwd:{ice.Password}\r\n");
        text.Append($"m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:{mid}\r\n");
        SdpCandidates.Append(text, candidates);
        return text.ToString();
    }
}
