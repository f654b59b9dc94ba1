using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>How a client reaches its peer.</summary>
/// <param name="IsControlling">Whether it chooses the pair.</param>
/// <param name="DtlsRole">Its role in the handshake.</param>
/// <param name="LocalCertificatePem">Its certificate.</param>
/// <param name="RemoteCertificatePem">That of the peer; null before the handshake.</param>
/// <param name="Locals">Its addresses.</param>
/// <param name="Remotes">Those of the peer that are in pairs.</param>
/// <param name="Pairs">The pairs.</param>
internal sealed record ClientIceStats(
    bool IsControlling,
    DtlsRole DtlsRole,
    string LocalCertificatePem,
    string? RemoteCertificatePem,
    IReadOnlyList<ClientCandidateStats> Locals,
    IReadOnlyList<ClientCandidateStats> Remotes,
    IReadOnlyList<ClientPairStats> Pairs);
