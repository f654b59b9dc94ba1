using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Settings;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("serve", "--port", "1")]
    [InlineData("serve", "serve", "--port=1")]
    [InlineData("token", "token", "--identity", "ann")]
    [InlineData("load", "load", "--rooms", "2")]
    public void The_first_word_names_the_command(string expected, params string[] arguments) =>
        Assert.Equal(expected, CommandLine.Parse(arguments).Command.Name);

    [Theory]
    [InlineData("2", "--port", "1", "--port=2")]
    [InlineData("-1", "--port", "-1")]
    [InlineData("@file", "--port", "@file")]
    [InlineData("a=b", "--port=a=b")]
    public void The_last_value_of_an_option_counts_as_it_is(string expected, params string[] arguments) =>
        Assert.Equal(expected, CommandLine.Parse(arguments).Get(ServerOptions.Port));

    [Theory]
    [InlineData("true", "--https")]
    [InlineData("false", "--https=false")]
    [InlineData("1", "--https=1")]
    public void A_switch_needs_no_value(string expected, params string[] arguments) =>
        Assert.Equal(expected, CommandLine.Parse([.. arguments, "--port", "1"]).Get(ServerOptions.Https));

    [Theory]
    [InlineData("unknown option '--colour'; --help lists them all", "--colour", "red")]
    [InlineData("unknown option 'stray'; --help lists them all", "stray")]
    [InlineData("unknown option '--identity'; --help lists them all", "load", "--identity", "ann")]
    [InlineData("--port needs a value", "--port")]
    public void A_mistake_is_named(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.Throws<SettingsException>(() => CommandLine.Parse(arguments)).Message);

    [Fact]
    public void Help_names_every_option_of_a_command()
    {
        foreach (ServerCommand command in ServerCommands.All)
        {
            CommandLine line = CommandLine.Parse(["--help"], command);
            using var output = new StringWriter();
            line.PrintHelp(output);

            Assert.True(line.IsHelp);
            Assert.All(command.Options, option => Assert.Contains($"--{option.Name} ", output.ToString(), StringComparison.Ordinal));
        }

        Assert.False(CommandLine.Parse([]).IsHelp);
    }
}
