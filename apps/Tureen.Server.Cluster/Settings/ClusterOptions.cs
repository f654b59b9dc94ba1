using Tureen.Rooms.Settings;

namespace Tureen.Server.Cluster.Settings;

/// <summary>The options that a server has in a cluster alone.</summary>
internal static class ClusterOptions
{
    public static readonly SettingsOption Kind = new(
        "cluster", "kind", "how machines find each other: postgres, or local for this machine alone (local)");

    public static readonly SettingsOption Connection = new(
        "cluster-connection", "text", "connection string of the PostgreSQL database, such as \"Host=db;Database=tureen;Username=tureen\" (none)");

    public static readonly SettingsOption Id = new("cluster-id", "name", "the name of the cluster, the same on all its machines (tureen)");

    public static readonly SettingsOption NodeAddress = new(
        "node-address", "address", "the address by which the other machines reach this one, for messages and for media (127.0.0.1)");

    public static readonly SettingsOption NodePort = new("node-port", "number", "TCP port for messages of the other machines (11111)");

    public static readonly SettingsOption NodeCert = new(
        "node-cert", "file", "PEM certificate that this machine shows the others; messages between machines are encrypted then (none)");

    public static readonly SettingsOption NodeKey = new("node-key", "file", "PEM private key of that certificate");

    public static readonly SettingsOption NodeAuthority = new(
        "node-authority", "file", "PEM certificate of the authority that has issued the certificates of all machines, and of nobody else");

    public static readonly SettingsOption DrainSeconds = new(
        "drain-seconds", "number", "how long a machine that ends takes to send its people to the others, one after another (10)");

    public static readonly IReadOnlyList<SettingsOption> All = [Kind, Connection, Id, NodeAddress, NodePort, NodeCert, NodeKey, NodeAuthority, DrainSeconds];
}
