using Npgsql;

namespace Tureen.Rooms.Cluster;

/// <summary>The database in which the machines of a cluster find each other.</summary>
public static class ClusterDatabase
{
    private const string Script = "Tureen.Rooms.Cluster.Database.postgres.sql";

    /// <summary>Makes the tables, or brings them up to date. Does no harm when machines use them.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Completes when machines can start.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the user may not make tables.</exception>
    public static async Task InitializeAsync(string connection, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(connection);
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        await using NpgsqlConnection open = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await open.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        // Two machines that do this at once make no table twice; `@` in the script begins no parameter.
        await using var guard = new NpgsqlCommand("SELECT pg_advisory_xact_lock(7478511)", open, transaction);
        await guard.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await using var script = new NpgsqlCommand(ReadScript(), open, transaction);
        await script.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The machines of a cluster, those that have ended included.</summary>
    internal static async Task<IReadOnlyList<ClusterMachine>> ListAsync(string connection, string clusterId, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connection);
        await using NpgsqlCommand command = source.CreateCommand(
            "SELECT Address, Port, Status, SiloName, HostName, StartTime, IAmAliveTime FROM OrleansMembershipTable WHERE DeploymentId = $1 ORDER BY StartTime");
        command.Parameters.Add(new NpgsqlParameter { Value = clusterId });
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var machines = new List<ClusterMachine>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            machines.Add(new ClusterMachine(
                $"{reader.GetString(0)}:{reader.GetInt32(1)}", reader.GetString(4), (SiloStatus)reader.GetInt32(2), reader.GetDateTime(5), reader.GetDateTime(6)));
        }

        return machines;
    }

    private static string ReadScript()
    {
        using Stream stream = typeof(ClusterDatabase).Assembly.GetManifestResourceStream(Script)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
