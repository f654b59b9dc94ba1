using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Ice.Agent;

/// <summary>An address of the peer, from signaling or from a check that came from it.</summary>
/// <param name="Address">Address and port.</param>
/// <param name="Protocol">UDP or TCP.</param>
/// <param name="Priority">The peer's value.</param>
/// <param name="Foundation">Equal for candidates whose checks probably share their fate (RFC 8445 §5.1.1.3).</param>
/// <param name="Type">Where the peer has it from.</param>
internal sealed record IceRemoteCandidate(NetworkAddress Address, TransportProtocol Protocol, uint Priority, string Foundation, IceCandidateType Type = IceCandidateType.Host)
{
    /// <summary>Reads what signaling brought. What the agent cannot reach is left out: names in place of addresses, port 0, and the peer's own side of TCP (RFC 6544 §4.5).</summary>
    public static List<IceRemoteCandidate> ReadAll(IEnumerable<IceCandidate> candidates)
    {
        var read = new List<IceRemoteCandidate>();
        foreach (IceCandidate candidate in candidates)
        {
            if (candidate is { Port: > 0 and <= ushort.MaxValue, TcpType: not IceCandidateTcpType.Active } && IPAddress.TryParse(candidate.Address ?? candidate.Ip, out IPAddress? address))
            {
                read.Add(new IceRemoteCandidate(
                    NetworkAddress.From(address, candidate.Port), candidate.Protocol, candidate.Priority, candidate.Foundation, candidate.Type));
            }
        }

        return read;
    }
}
