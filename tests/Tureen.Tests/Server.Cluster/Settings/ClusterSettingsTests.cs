using System.Net;
using Tureen.Rooms.Cluster;
using Tureen.Rooms.Settings;
using Tureen.Server.Cluster.Settings;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Cluster.Settings;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void A_server_without_options_is_alone()
    {
        TureenClusterOptions options = Read();

        Assert.Null(options.PostgresConnection);
        Assert.Equal((IPAddress.Loopback, 11111, "tureen"), (options.Address, options.Port, options.ClusterId));
    }

    [Fact]
    public void Options_are_read()
    {
        TureenClusterOptions options = Read(
            "--cluster", "postgres", "--cluster-connection", "Host=db", "--cluster-id", "calls", "--node-address", "10.0.0.5", "--node-port", "11200");

        Assert.Equal(
            ("Host=db", IPAddress.Parse("10.0.0.5"), 11200, "calls"), (options.PostgresConnection, options.Address, options.Port, options.ClusterId));
    }

    [Theory]
    [InlineData("--cluster must be local or postgres, not 'redis'", "--cluster", "redis")]
    [InlineData("--cluster postgres and --cluster-connection go together", "--cluster", "postgres")]
    [InlineData("--cluster postgres and --cluster-connection go together", "--cluster-connection", "Host=db")]
    [InlineData("--node-address must be an address of this machine, not '0.0.0.0'", "--node-address", "0.0.0.0")]
    [InlineData("--node-cert, --node-key and --node-authority go together", "--node-cert", "/dev/null")]
    [InlineData("--node-key: there is no file '/nowhere'", "--node-key", "/nowhere")]
    [InlineData("--node-port must be a number from 1 to 65535, not '0'", "--node-port", "0")]
    public void A_mistake_is_named(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.Throws<SettingsException>(() => Read(arguments)).Message);

    [Fact]
    public void Commands_need_the_database()
    {
        CommandLine line = CommandLine.Parse(["init"], ClusterCommands.All);

        Assert.Equal(ClusterCommands.Init, line.Command);
        Assert.StartsWith("--cluster-connection is needed", Assert.Throws<SettingsException>(() => Settings(line).ReadConnection()).Message, StringComparison.Ordinal);
    }

    private static TureenClusterOptions Read(params string[] arguments) => Settings(CommandLine.Parse(arguments, ClusterCommands.All)).Read();

    private static ClusterSettings Settings(CommandLine line) => new(line, static _ => null, static _ => null);
}
