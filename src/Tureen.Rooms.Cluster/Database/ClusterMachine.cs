namespace Tureen.Rooms.Cluster;

/// <summary>One process of a cluster, as the database has it.</summary>
/// <param name="Address">Where the others reach it.</param>
/// <param name="HostName">The name of its machine.</param>
/// <param name="Status">Whether it takes part.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="AliveAt">When it last said that it is alive.</param>
internal sealed record ClusterMachine(string Address, string HostName, SiloStatus Status, DateTime StartedAt, DateTime AliveAt);
