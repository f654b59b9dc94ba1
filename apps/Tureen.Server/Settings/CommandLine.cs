using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>The command and the options that were given on the command line.</summary>
internal sealed class CommandLine
{
    /// <summary>Options are written out, and <c>@</c> begins no file name.</summary>
    private static readonly ParserConfiguration Configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly ParseResult _result;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private CommandLine(ParseResult result)
    {
        _result = result;
    }

    /// <summary>Which command it is.</summary>
    public ServerCommand Command { get; private init; } = null!;

    /// <summary>Whether the user asks for help or the version, which <see cref="PrintHelp"/> prints.</summary>
    public bool IsHelp => _result.Action is HelpAction || _result.CommandResult.Children.OfType<OptionResult>().Any(static option => option.Option is VersionOption);

    /// <summary>Reads a command line: of <c>serve</c> if it names no other command.</summary>
    /// <exception cref="SettingsException">An option is unknown, or its value is missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments) => Parse(arguments, ServerCommands.All);

    /// <summary>Reads a command line of a program with these commands: of the first one if it names no other.</summary>
    /// <exception cref="SettingsException">An option is unknown, or its value is missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<ServerCommand> commands)
    {
        RootCommand root = Create(commands);
        ParseResult result = root.Parse(arguments, Configuration);
        var line = new CommandLine(result)
        {
            Command = commands.FirstOrDefault(command => command.Name == result.CommandResult.Command.Name) ?? commands[0],
        };
        if (!line.IsHelp)
        {
            line.Read();
        }

        return line;
    }

    /// <summary>Reads the options of one command.</summary>
    /// <exception cref="SettingsException">An option is unknown, or its value is missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, ServerCommand command) => Parse([command.Name, .. arguments]);

    public string? Get(SettingsOption option) => _values.GetValueOrDefault(option.Name);

    /// <summary>Prints what the user asked for.</summary>
    public void PrintHelp(TextWriter output) => _result.Invoke(new InvocationConfiguration { Output = output });

    private static RootCommand Create(IReadOnlyList<ServerCommand> commands)
    {
        var root = new RootCommand(ServerCommands.Description);
        Fill(root, commands[0]);
        foreach (ServerCommand one in commands)
        {
            var command = new Command(one.Name, one.Text);
            Fill(command, one);
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static void Fill(Command command, ServerCommand described)
    {
        // The program runs the command; without an action the parser would ask for a subcommand.
        command.SetAction(static _ => 0);
        foreach (SettingsOption option in described.Options)
        {
            // The last of several counts.
            command.Options.Add(new Option<string[]>("--" + option.Name)
            {
                Description = option.Text,
                HelpName = option.Value ?? "true|false",
                Arity = option.Value is null ? ArgumentArity.ZeroOrMore : ArgumentArity.OneOrMore,
            });
        }
    }

    private void Read()
    {
        foreach (OptionResult option in _result.CommandResult.Children.OfType<OptionResult>())
        {
            string name = option.Option.Name;
            string? value = option.Tokens.Count > 0 ? option.Tokens[^1].Value : null;
            bool isSwitch = option.Option.Arity.MinimumNumberOfValues == 0;
            SettingsSource.Require(value is not null || isSwitch, $"{name} needs a value");
            _values[name[2..]] = value ?? "true";
        }

        if (_result.UnmatchedTokens is [var first, ..])
        {
            throw new SettingsException($"unknown option '{first}'; --help lists them all");
        }
    }
}
