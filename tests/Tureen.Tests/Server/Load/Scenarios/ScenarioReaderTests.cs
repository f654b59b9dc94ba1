using Tureen.Rooms.Settings;
using Tureen.Server.Load.Scenarios;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Load.Scenarios;

public sealed class ScenarioReaderTests
{
    [Fact]
    public void Nothing_given_is_one_room_of_four_with_all_media()
    {
        LoadScenario scenario = Read();

        Assert.Equal(new Uri("http://localhost:4443"), scenario.Server);
        Assert.Equal((1, 4, 4), (scenario.Rooms, scenario.Participants, scenario.Publishers));
        Assert.Equal((true, true, 3), (scenario.HasAudio, scenario.HasVideo, scenario.Layers));
        Assert.False(scenario.Link.IsImpaired);
        Assert.Equal(1, scenario.ImpairedShare);
    }

    [Fact]
    public void The_command_line_says_all()
    {
        LoadScenario scenario = Read(
            "--server", "https://rooms.example.org", "--accept-any-certificate", "--rooms", "100", "--participants", "3", "--publishers", "1",
            "--media", "video", "--layers", "2", "--loss", "1.5", "--delay", "30", "--jitter", "10", "--rate", "2000", "--impaired", "50",
            "--churn", "6", "--duration", "90", "--server-process", "17");

        Assert.Equal((100, 3, 1, 300), (scenario.Rooms, scenario.Participants, scenario.Publishers, scenario.AllParticipants));
        Assert.Equal((false, true, 2), (scenario.HasAudio, scenario.HasVideo, scenario.Layers));
        Assert.Equal(0.015, scenario.Link.Loss, 9);
        Assert.Equal((30, 10, 2_000_000), (scenario.Link.Delay.TotalMilliseconds, scenario.Link.Jitter.TotalMilliseconds, scenario.Link.BitsPerSecond));
        Assert.Equal((0.5, 6, 90, 17), (scenario.ImpairedShare, scenario.ChurnPerMinute, scenario.Duration.TotalSeconds, scenario.ServerProcess));
        Assert.True(scenario.AcceptsAnyCertificate);
    }

    [Fact]
    public void The_environment_and_the_file_have_names_of_their_own()
    {
        var environment = new Dictionary<string, string> { ["TUREEN_LOAD_ROOMS"] = "2", ["TUREEN_ROOMS"] = "9", ["TUREEN_TOKEN_KEY"] = "a key of 32 bytes, or even more.." };
        var file = new Dictionary<string, string> { ["Tureen:Load:Rooms"] = "3", ["Tureen:Load:JoinRate"] = "5" };

        LoadScenario scenario = new ScenarioReader(
            CommandLine.Parse([], ServerCommands.Load), environment.GetValueOrDefault, file.GetValueOrDefault).Read();

        Assert.Equal((2, 5), (scenario.Rooms, scenario.JoinsPerSecond));
        Assert.Equal("a key of 32 bytes, or even more..", scenario.TokenKey);
    }

    [Theory]
    [InlineData("--server must be such as http://localhost:4443, not 'localhost'", "--server", "localhost")]
    [InlineData("--server must be such as http://localhost:4443, not 'ftp://a.example'", "--server", "ftp://a.example")]
    [InlineData("--media knows audio and video, not 'smell'", "--media", "audio,smell")]
    [InlineData("--loss must be a number from 0 to 100, not '101'", "--loss", "101")]
    [InlineData("--loss must be a number from 0 to 100, not 'NaN'", "--loss", "NaN")]
    [InlineData("--publishers must be a number from 0 to 2, not '3'", "--participants", "2", "--publishers", "3")]
    [InlineData("--rooms times --participants must be at most 100000, not 10000000000", "--rooms", "100000", "--participants", "100000")]
    [InlineData("--layers must be a number from 1 to 3, not '4'", "--layers", "4")]
    [InlineData("--token-key must have 32 characters or more", "--token-key", "short")]
    public void A_mistake_is_named_with_its_value(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.Throws<SettingsException>(() => Read(arguments)).Message);

    private static LoadScenario Read(params string[] arguments) =>
        new ScenarioReader(CommandLine.Parse(arguments, ServerCommands.Load), _ => null, _ => null).Read();
}
