using Tureen.Engine.Primitives;

namespace Tureen.Testing.Ice;

/// <summary>What a <see cref="SimulatedTurnServer"/> keeps for one client.</summary>
internal sealed class SimulatedTurnAllocation(NetworkAddress client, NetworkAddress relayed)
{
    /// <summary>How long a permission lasts (RFC 8656 §9).</summary>
    private static readonly TimeSpan PermissionLifetime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<NetworkAddress, Timestamp> _permissions = [];

    public NetworkAddress Client => client;

    public NetworkAddress Relayed => relayed;

    public Dictionary<ushort, NetworkAddress> Channels { get; } = [];

    public void Permit(Timestamp now, NetworkAddress host) => _permissions[host] = now + PermissionLifetime;

    public bool IsPermitted(Timestamp now, NetworkAddress host) => _permissions.TryGetValue(host, out Timestamp end) && now < end;
}
