using System.Net;
using Tureen.Rooms.Settings;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Settings;

public sealed class HealthCommandTests
{
    [Theory]
    [InlineData("http://localhost:4443/health/ready")]
    [InlineData("https://localhost:8443/health/ready", "--https", "--port", "8443")]
    [InlineData("http://192.0.2.1:4443/health/ready", "--listen-ip", "192.0.2.1")]
    [InlineData("http://localhost:4443/health/ready", "--listen-ip", "0.0.0.0")]
    [InlineData("https://rooms.example.org/health/ready", "--server", "https://rooms.example.org/")]
    public void It_asks_the_server_that_has_these_options(string address, params string[] arguments) =>
        Assert.Equal(address, Parse(arguments).Address.AbsoluteUri);

    [Fact]
    public void It_reads_the_environment_of_the_server() => Assert.Equal(
        "http://localhost:5000/health/ready",
        new HealthCommand(CommandLine.Parse(["health"]), static name => name == "TUREEN_PORT" ? "5000" : null, static _ => null).Address.AbsoluteUri);

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--server", "localhost")]
    [InlineData("--room", "a")]
    public void Wrong_options_are_one_line_for_the_user(params string[] arguments) =>
        Assert.DoesNotContain('\n', Assert.Throws<SettingsException>(() => Parse(arguments)).Message);

    [Fact]
    public async Task Its_exit_code_is_0_while_the_server_takes_clients_and_1_when_it_is_gone()
    {
        var output = new StringWriter();
        HealthCommand command;
        await using (RoomServer server = await RoomServer.StartAsync(new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1 }))
        {
            command = Parse("--server", server.Address.AbsoluteUri);
            Assert.Equal(0, await command.RunAsync(output));
        }

        Assert.Equal(1, await command.RunAsync(output));
        Assert.StartsWith($"{command.Address}: 200", output.ToString(), StringComparison.Ordinal);
    }

    private static HealthCommand Parse(params string[] arguments) =>
        new(CommandLine.Parse(arguments, ServerCommands.Health), static _ => null, static _ => null);
}
