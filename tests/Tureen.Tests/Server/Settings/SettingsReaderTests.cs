using System.Net;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_given_means_localhost_4443()
    {
        RoomServerSettings settings = Read();

        Assert.Equal(4443, settings.Port);
        Assert.Null(settings.ListenIp);
        Assert.False(settings.IsHttps);
        Assert.Equal(Environment.ProcessorCount, settings.Workers);
    }

    [Fact]
    public void The_command_line_says_all()
    {
        RoomServerSettings settings = Read(
            "--port", "8443", "--listen-ip=0.0.0.0", "--announced-address", "media.example.org", "--rtc-min-port", "40000",
            "--rtc-max-port", "40100", "--workers", "3", "--https", "--allowed-origin", "https://example.org/");

        Assert.Equal(8443, settings.Port);
        Assert.Equal(IPAddress.Any, settings.ListenIp);
        Assert.Equal("media.example.org", settings.AnnouncedAddress);
        Assert.Equal((40000, 40100), (settings.RtcMinPort, settings.RtcMaxPort));
        Assert.Equal(3, settings.Workers);
        Assert.True(settings.IsHttps);
        Assert.Equal(["https://example.org"], settings.AllowedOrigins);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        var environment = new Dictionary<string, string> { ["TUREEN_PORT"] = "2", ["TUREEN_WORKERS"] = "2" };
        var file = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Rooms:Port"] = "3",
            ["Rooms:Workers"] = "3",
            ["Rooms:RtcMinPort"] = "3",
        };

        RoomServerSettings settings = new SettingsReader(
            CommandLine.Parse(["--port", "1"], ServerCommands.Serve), environment.GetValueOrDefault, file.GetValueOrDefault).Read();

        Assert.Equal((1, 2, 3), (settings.Port, settings.Workers, settings.RtcMinPort));
    }

    [Fact]
    public void Tokens_come_from_the_environment_and_lists_have_commas()
    {
        var environment = new Dictionary<string, string> { ["TUREEN_ADMIN_TOKEN"] = "0123456789abcdef" };

        RoomServerSettings settings = new SettingsReader(
            CommandLine.Parse(
            [
                "--allowed-host", "a.example, b.example", "--allowed-origin", "https://a.example,http://b.example:8080/",
                "--max-rooms-per-address", "7", "--join-seconds", "5", "--allow-private-destinations",
            ],
            ServerCommands.Serve),
            environment.GetValueOrDefault,
            _ => null).Read();

        Assert.Equal("0123456789abcdef", settings.AdminToken);
        Assert.Null(settings.BroadcasterToken);
        Assert.Equal(["a.example", "b.example"], settings.AllowedHosts);
        Assert.Equal(["https://a.example", "http://b.example:8080"], settings.AllowedOrigins);
        Assert.Equal((7, TimeSpan.FromSeconds(5)), (settings.Limits.MaxRoomsPerAddress, settings.Limits.JoinDeadline));
        Assert.Equal(0, settings.Limits.MaxConsumerReplicas);
        Assert.True(settings.AllowPrivateDestinations);
    }

    [Theory]
    [InlineData("--admin-token", "tooshort")]
    [InlineData("--token-key", "0123456789012345678901234567890")]
    [InlineData("--token-authority", "https://login.example")]
    [InlineData("--token-authority", "http://login.example", "--token-audience", "rooms")]
    [InlineData("--token-authority", "https://a.example", "--token-audience", "rooms", "--token-key", "01234567890123456789012345678901")]
    [InlineData("--broadcaster-token", "0123456789abcde")]
    [InlineData("--allowed-host", "a b")]
    [InlineData("--allowed-origin", "https://a.example,b.example")]
    [InlineData("--max-sockets", "0")]
    [InlineData("--max-consumer-replicas", "17")]
    [InlineData("--port", "x")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port")]
    [InlineData("--listen-ip", "somewhere")]
    [InlineData("--announced-address", "0.0.0.0")]
    [InlineData("--announced-address", "::")]
    [InlineData("--announced-address", "a b")]
    [InlineData("--rtc-min-port", "0")]
    [InlineData("--rtc-min-port", "50000", "--rtc-max-port", "40000")]
    [InlineData("--workers", "0")]
    [InlineData("--https=maybe")]
    [InlineData("--https", "--cert", "/no/such/file", "--key", "/no/such/file")]
    [InlineData("--allowed-origin", "example.org")]
    [InlineData("--colour", "red")]
    [InlineData("stray")]
    public void Wrong_settings_are_one_line_for_the_user(params string[] arguments)
    {
        SettingsException error = Assert.Throws<SettingsException>(() => Read(arguments));

        Assert.DoesNotContain('\n', error.Message);
    }

    private static RoomServerSettings Read(params string[] arguments) =>
        new SettingsReader(CommandLine.Parse(arguments, ServerCommands.Serve), _ => null, _ => null).Read();
}
