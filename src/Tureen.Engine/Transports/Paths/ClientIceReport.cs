using System.Globalization;
using Tureen.Engine.Events;
using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Listening;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Paths;

/// <summary>Describes the candidates and pairs of a client.</summary>
/// <param name="ice">The pairs.</param>
/// <param name="sockets">The local addresses.</param>
internal sealed class ClientIceReport(IceAgent ice, ClientSockets sockets)
{
    private readonly List<ClientCandidateStats> _reflexive = [];

    /// <summary>A STUN server has seen a socket at an address, perhaps as another one did.</summary>
    public void AddReflexive(in GatheringResult result)
    {
        string? text = result.Address?.ToIPAddress().ToString();
        if (result.Address is { } address && !_reflexive.Exists(known => string.Equals(known.Address, text, StringComparison.Ordinal) && known.Port == address.Port))
        {
            _reflexive.Add(new ClientCandidateStats(
                $"L{result.SocketId}S{_reflexive.Count}", IceCandidateType.Srflx, TransportProtocol.Udp, text!, address.Port)
            {
                Url = result.Url,
                Priority = IceCandidatePriority.OfReflexive((ushort)(ushort.MaxValue - _reflexive.Count)),
                Foundation = "reflexive",
            });
        }
    }

    /// <summary>The local candidates: hosts, reflexive ones, and relays that there are.</summary>
    public IReadOnlyList<ClientCandidateStats> Locals() =>
        [.. sockets.Listeners.All.Where(static listener => !listener.IsRelay || listener.Local.Port != 0).Select(Describe), .. _reflexive];

    public IReadOnlyList<ClientCandidateStats> Remotes() => [.. ice.Pairs.Select(static pair => Describe(pair.Remote)).DistinctBy(static one => one.Id, StringComparer.Ordinal)];

    public IReadOnlyList<ClientPairStats> Pairs() => [.. ice.Pairs.Select(Describe)];

    private static string IdOf(int socketId) => string.Create(CultureInfo.InvariantCulture, $"L{socketId}");

    private static string IdOf(IceRemoteCandidate remote) => $"R{remote.Address}{(remote.Protocol == TransportProtocol.Tcp ? "t" : "")}";

    private static ClientCandidateStats Describe(IceRemoteCandidate remote) =>
        new(IdOf(remote), remote.Type, remote.Protocol, remote.Address.ToIPAddress().ToString(), remote.Address.Port)
        {
            Priority = remote.Priority,
            Foundation = remote.Foundation,
            TcpType = remote.Protocol == TransportProtocol.Tcp ? IceCandidateTcpType.Passive : null,
        };

    private ClientPairStats Describe(IceCandidatePair pair) => new(
        IdOf(pair.Local.SocketId),
        IdOf(pair.Remote),
        pair.State,
        pair.Priority,
        pair.IsNominated,
        ice.TryGetSelectedTuple(out TransportTuple tuple) && tuple == pair.Tuple,
        pair.Counts.Copy());

    private ClientCandidateStats Describe(IceListener listener)
    {
        ClientIceServer? server = sockets.Relays.FirstOrDefault(relay => relay.Tuple.SocketId == listener.SocketId).Server;
        IceCandidateType type = listener.IsRelay ? IceCandidateType.Relay : IceCandidateType.Host;
        return new ClientCandidateStats(IdOf(listener.SocketId), type, listener.Protocol, listener.Local.Address, listener.Local.Port)
        {
            Url = server?.Url,
            RelayProtocol = server is null ? null : server.Security is not null ? "tls" : server.IsStream ? "tcp" : "udp",
            TcpType = listener.Protocol == TransportProtocol.Tcp ? IceCandidateTcpType.Active : null,
            Priority = ice.FindLocal(listener.SocketId)?.Priority,
            Foundation = string.Create(CultureInfo.InvariantCulture, $"{type.ToWireString()}{listener.SocketId}"),
        };
    }
}
