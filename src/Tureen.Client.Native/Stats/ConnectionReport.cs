using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Client.Native.Stats;

/// <summary>How the server is reached, as a browser reports it: transport, pairs, candidates and certificates.</summary>
internal static class ConnectionReport
{
    private const string TransportId = "T";

    public static void Add(StatsWriter writer, WebRtcTransportStats stats, ClientIceStats ice, int ignoredNames)
    {
        double at = stats.Timestamp;
        ClientPairStats? selected = ice.Pairs.FirstOrDefault(static pair => pair.IsSelected);
        writer.Add(
            "transport",
            TransportId,
            at,
            ("bytesSent", stats.BytesSent),
            ("bytesReceived", stats.BytesReceived),
            ("iceRole", ice.IsControlling ? "controlling" : "controlled"),
            ("iceState", stats.IceState.ToWireString()),
            ("dtlsState", stats.DtlsState.ToWireString()),
            ("dtlsRole", ice.DtlsRole switch { DtlsRole.Client => "client", DtlsRole.Server => "server", _ => "unknown" }),
            ("selectedCandidatePairId", selected is null ? null : IdOf(selected)),
            ("localCertificateId", "CL"),
            ("remoteCertificateId", ice.RemoteCertificatePem is null ? null : "CR"),
            ("ignoredRemoteNames", (long)ignoredNames));
        AddCertificate(writer, at, "CL", ice.LocalCertificatePem);
        AddCertificate(writer, at, "CR", ice.RemoteCertificatePem);
        foreach (ClientPairStats pair in ice.Pairs)
        {
            AddPair(writer, stats, pair);
        }

        foreach (ClientCandidateStats local in ice.Locals)
        {
            AddCandidate(writer, at, "local-candidate", local);
        }

        foreach (ClientCandidateStats remote in ice.Remotes)
        {
            AddCandidate(writer, at, "remote-candidate", remote);
        }
    }

    private static string IdOf(ClientPairStats pair) => $"P{pair.LocalId}_{pair.RemoteId}";

    /// <summary>Bytes are counted for the transport, so that only the pair in use has them.</summary>
    private static void AddPair(StatsWriter writer, WebRtcTransportStats stats, ClientPairStats pair) => writer.Add(
        "candidate-pair",
        IdOf(pair),
        stats.Timestamp,
        ("transportId", TransportId),
        ("localCandidateId", pair.LocalId),
        ("remoteCandidateId", pair.RemoteId),
        ("state", StateOf(pair.State)),
        ("priority", (double)pair.Priority),
        ("nominated", pair.IsNominated),
        ("bytesSent", pair.IsSelected ? stats.BytesSent : null),
        ("bytesReceived", pair.IsSelected ? stats.BytesReceived : null),
        ("availableOutgoingBitrate", pair.IsSelected ? stats.AvailableOutgoingBitrate : null),
        ("currentRoundTripTime", pair.Counts.CurrentRoundTripTime?.TotalSeconds),
        ("totalRoundTripTime", pair.Counts.TotalRoundTripTime.TotalSeconds),
        ("requestsSent", pair.Counts.RequestsSent),
        ("responsesReceived", pair.Counts.ResponsesReceived),
        ("requestsReceived", pair.Counts.RequestsReceived),
        ("responsesSent", pair.Counts.ResponsesSent),
        ("consentRequestsSent", pair.Counts.ConsentRequestsSent));

    private static string StateOf(IcePairState state) => state switch
    {
        IcePairState.Frozen => "frozen",
        IcePairState.Waiting => "waiting",
        IcePairState.InProgress => "in-progress",
        IcePairState.Succeeded => "succeeded",
        _ => "failed",
    };

    private static void AddCandidate(StatsWriter writer, double at, string type, ClientCandidateStats candidate) => writer.Add(
        type,
        candidate.Id,
        at,
        ("transportId", TransportId),
        ("address", candidate.Address),
        ("port", (long)candidate.Port),
        ("protocol", candidate.Protocol.ToWireString()),
        ("candidateType", candidate.Type.ToWireString()),
        ("priority", (long?)candidate.Priority),
        ("foundation", candidate.Foundation),
        ("url", candidate.Url),
        ("relayProtocol", candidate.RelayProtocol),
        ("tcpType", candidate.TcpType?.ToWireString()));

    private static void AddCertificate(StatsWriter writer, double at, string id, string? pem)
    {
        if (pem is null)
        {
            return;
        }

        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
        writer.Add(
            "certificate",
            id,
            at,
            ("fingerprint", string.Join(':', certificate.GetCertHash(HashAlgorithmName.SHA256).Select(static value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)))),
            ("fingerprintAlgorithm", "sha-256"),
            ("base64Certificate", Convert.ToBase64String(certificate.RawData)));
    }
}
