using System.Globalization;
using Npgsql;
using Tureen.Rooms.Cluster;
using Tureen.Server.Cluster.Settings;
using Tureen.Server.Settings;

namespace Tureen.Server.Cluster;

/// <summary>Runs the command of a command line.</summary>
/// <param name="line">What was entered.</param>
/// <param name="file">What the settings files have.</param>
/// <param name="output">Where commands write to.</param>
internal sealed class ClusterRunner(CommandLine line, IConfiguration file, TextWriter output)
{
    private readonly ClusterSettings _settings = new(line, Environment.GetEnvironmentVariable, key => file[key]);

    /// <returns>The exit code.</returns>
    /// <exception cref="IOException">The database cannot be used.</exception>
    public async Task<int> RunAsync()
    {
        try
        {
            return await (line.Command == ClusterCommands.Init ? InitAsync()
                : line.Command == ClusterCommands.Nodes ? ListAsync()
                : new CommandRunner(line, file, AddCluster).RunAsync());
        }
        catch (Exception exception) when (exception is NpgsqlException or ArgumentException)
        {
            throw new IOException($"the database of the cluster cannot be used: {exception.Message}", exception);
        }
    }

    private void AddCluster(WebApplicationBuilder builder) => builder.AddTureenCluster(_settings.Read());

    private async Task<int> InitAsync()
    {
        await ClusterDatabase.InitializeAsync(_settings.ReadConnection());
        await output.WriteLineAsync("The database is ready.");
        return 0;
    }

    private async Task<int> ListAsync()
    {
        foreach (ClusterMachine machine in await ClusterDatabase.ListAsync(_settings.ReadConnection(), _settings.ReadId(), CancellationToken.None))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{machine.Address}\t{machine.Status}\t{machine.HostName}\tsince {machine.StartedAt:u}\talive {machine.AliveAt:u}"));
        }

        return 0;
    }
}
