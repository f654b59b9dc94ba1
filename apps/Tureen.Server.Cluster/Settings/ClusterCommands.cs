using Tureen.Server.Settings;

namespace Tureen.Server.Cluster.Settings;

/// <summary>The commands of the program: those of the server for one machine, and its own.</summary>
internal static class ClusterCommands
{
    public static readonly ServerCommand Init = new(
        "init", "makes the tables of a cluster in its database, or brings them up to date", [ClusterOptions.Connection]);

    public static readonly ServerCommand Nodes = new("nodes", "lists the machines of a cluster", [ClusterOptions.Connection, ClusterOptions.Id]);

    public static readonly IReadOnlyList<ServerCommand> All =
    [
        ServerCommands.Serve with { Options = [.. ServerCommands.Serve.Options, .. ClusterOptions.All] },
        .. ServerCommands.All.Where(static command => command != ServerCommands.Serve),
        Init,
        Nodes,
    ];
}
