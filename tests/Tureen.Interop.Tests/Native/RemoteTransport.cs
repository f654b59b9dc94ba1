using System.Net;
using System.Text.Json.Nodes;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Interop.Tests.Native;

/// <summary>A transport of the server, as signaling describes it.</summary>
internal sealed record RemoteTransport(string Id, IPEndPoint? Udp, IPEndPoint? Tcp, IceParameters Ice, CertificateFingerprint Fingerprint)
{
    public NetworkAddress Address => NetworkAddress.From(Udp!.Address, Udp.Port);

    /// <summary>Reads the answer to createWebRtcTransport.</summary>
    public static RemoteTransport Read(JsonNode answer)
    {
        foreach (JsonNode? offered in answer["dtlsParameters"]!["fingerprints"]!.AsArray())
        {
            if (offered!["algorithm"]!.GetValue<string>() == "sha-256"
                && CertificateFingerprint.TryParse(FingerprintAlgorithm.Sha256, offered["value"]!.GetValue<string>(), out CertificateFingerprint fingerprint))
            {
                JsonNode ice = answer["iceParameters"]!;
                return new RemoteTransport(
                    answer["id"]!.GetValue<string>(),
                    Candidate(answer, "udp"),
                    Candidate(answer, "tcp"),
                    new IceParameters { UsernameFragment = ice["usernameFragment"]!.GetValue<string>(), Password = ice["password"]!.GetValue<string>() },
                    fingerprint);
            }
        }

        throw new InvalidOperationException($"The server has no SHA-256 fingerprint: {answer}");
    }

    private static IPEndPoint? Candidate(JsonNode answer, string protocol)
    {
        JsonNode? candidate = answer["iceCandidates"]!.AsArray().FirstOrDefault(one => one!["protocol"]!.GetValue<string>() == protocol);
        return candidate is null
            ? null
            : new IPEndPoint(IPAddress.Parse((candidate["address"] ?? candidate["ip"])!.GetValue<string>()), candidate["port"]!.GetValue<int>());
    }
}
