using System.Net;
using System.Net.Sockets;
using Tureen.Client.Native.Settings;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Client.Native.Sessions;

/// <summary>Makes the two ends of a session: sockets that suit the peer, and the way to STUN and TURN servers.</summary>
internal sealed class NativeEndsFactory
{
    private readonly Worker _worker;
    private readonly NativeOptions _native;
    private readonly IReadOnlyList<(string Url, IceServerAddress Address, IceServer Server)> _servers;
    private readonly IceTransportPolicy _policy;

    /// <param name="worker">The media thread.</param>
    /// <param name="native">How the media stack works.</param>
    /// <param name="servers">STUN and TURN servers.</param>
    /// <param name="policy">Which candidates may be used.</param>
    /// <exception cref="MediasoupTypeException">A server is none, or has no credential.</exception>
    public NativeEndsFactory(Worker worker, NativeOptions native, IReadOnlyList<IceServer> servers, IceTransportPolicy policy)
    {
        _worker = worker;
        _native = native;
        _servers = IceServerResolver.Read(servers);
        _policy = policy;
    }

    /// <summary>Opens the sockets and begins to gather.</summary>
    /// <param name="candidates">The addresses of the peer; null when they are not known yet.</param>
    /// <param name="sctp">The peer's SCTP; null for none.</param>
    /// <param name="prepare">Is called with the transport before it gathers.</param>
    /// <param name="report">Receives the servers that cannot be used.</param>
    public async Task<NativeEnds> CreateAsync(
        IReadOnlyList<IceCandidate>? candidates, SctpParameters? sctp, Action<ClientTransport> prepare, Action<IceCandidateError> report)
    {
        List<IceCandidate> resolved = await RemoteAddresses.ResolveAsync(candidates ?? []).ConfigureAwait(false);
        ClientTransportOptions options = await ChooseAsync(candidates is null ? null : resolved, sctp, report).ConfigureAwait(false);
        Router router = await _worker.CreateRouterAsync().ConfigureAwait(false);
        try
        {
            ClientTransport client = await router.CreateClientTransportAsync(options).ConfigureAwait(false);
            prepare(client);
            await client.StartGatheringAsync().ConfigureAwait(false);
            DirectTransport direct = await router.CreateDirectTransportAsync(new DirectTransportOptions
            {
                MaxSendMessageSize = SizeOf(sctp?.MaxSendMessageSize),
                MaxReceiveMessageSize = SizeOf(sctp?.MaxReceiveMessageSize),
            }).ConfigureAwait(false);
            return new NativeEnds(router, client, direct, resolved, candidates?.Count(RemoteAddresses.IsMulticastName) ?? 0);
        }
        catch
        {
            router.Close();
            throw;
        }
    }

    /// <summary>Has more servers give addresses.</summary>
    /// <exception cref="MediasoupTypeException">A server is none, or has no credential.</exception>
    public async Task AddServersAsync(
        NativeEnds ends, IReadOnlyList<IceServer> servers, IReadOnlyList<IceCandidate> candidates, Action<IceCandidateError> report)
    {
        List<IceCandidate> resolved = await RemoteAddresses.ResolveAsync(candidates).ConfigureAwait(false);
        IReadOnlyList<ClientIceServer> added = await IceServerResolver.ResolveAsync(
            IceServerResolver.Read(servers), RemoteAddresses.FamiliesOf(resolved), _native.TurnCertificateValidation, report).ConfigureAwait(false);
        await ends.Client.AddServersAsync(added).ConfigureAwait(false);
    }

    /// <summary>Where packets may leave from, by what the peer has; from everywhere while that is not known.</summary>
    private async Task<ClientTransportOptions> ChooseAsync(IReadOnlyList<IceCandidate>? candidates, SctpParameters? sctp, Action<IceCandidateError> report)
    {
        HashSet<AddressFamily> families = candidates is null
            ? [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6]
            : RemoteAddresses.FamiliesOf(candidates);
        bool hasTcp = candidates?.Any(static candidate => candidate.Protocol == TransportProtocol.Tcp) ?? true;
        IReadOnlyList<IPAddress> locals = _native.LocalAddresses.Count > 0 ? _native.LocalAddresses : RemoteAddresses.LocalFor(families);
        HashSet<AddressFamily> relayed = candidates is null ? [AddressFamily.InterNetwork] : families;
        return new ClientTransportOptions
        {
            LocalAddresses = locals,
            Ice = new ClientIceOptions
            {
                Servers = await IceServerResolver.ResolveAsync(_servers, relayed, _native.TurnCertificateValidation, report).ConfigureAwait(false),
                TcpAddresses = hasTcp ? locals : [],
                UsesRelaysOnly = _policy == IceTransportPolicy.Relay,
            },
            EnableSctp = sctp is not null,
            MaxSendMessageSize = SizeOf(sctp?.MaxReceiveMessageSize),
            MaxReceiveMessageSize = SizeOf(sctp?.MaxSendMessageSize),
        };
    }

    private static int SizeOf(long? size) => (int)Math.Clamp(size ?? NativeLimits.DefaultMessageSize, 1, NativeLimits.MaxMessageSize);
}
