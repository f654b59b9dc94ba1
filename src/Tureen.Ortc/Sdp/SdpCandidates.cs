using System.Globalization;
using System.Text;

namespace Tureen.Ortc.Sdp;

/// <summary>Writes the addresses of a server (RFC 8839, section 5.1).</summary>
internal static class SdpCandidates
{
    /// <summary>RTP and RTCP share one component.</summary>
    private const int Component = 1;

    /// <summary>Appends all, and the line that says that these are all.</summary>
    public static void Append(StringBuilder sdp, IReadOnlyList<IceCandidate> candidates)
    {
        foreach (IceCandidate candidate in candidates)
        {
            string tcpType = candidate.TcpType is { } type ? " tcptype " + type.ToWireString() : "";
            sdp.Append(
                CultureInfo.InvariantCulture,
                $"a=candidate:{candidate.Foundation} {Component} {candidate.Protocol.ToWireString()} {candidate.Priority} "
                + $"{candidate.Address} {candidate.Port} typ {candidate.Type.ToWireString()}{tcpType}\r\n");
        }

        sdp.Append("a=end-of-candidates\r\n");
    }
}
