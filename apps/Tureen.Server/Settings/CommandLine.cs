using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>The options that were given on the command line.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public bool IsHelp { get; private set; }

    /// <exception cref="SettingsException">An option is unknown, or its value is missing.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<SettingsOption> options)
    {
        var line = new CommandLine();
        for (int index = 0; index < arguments.Count; index++)
        {
            string argument = arguments[index];
            if (argument is "--help" or "-h" or "-?")
            {
                line.IsHelp = true;
                continue;
            }

            string[] parts = argument.Split('=', 2);
            SettingsOption option = options.FirstOrDefault(known => "--" + known.Name == parts[0])
                ?? throw new SettingsException($"unknown option '{argument}'; --help lists them all");
            if (parts.Length == 2)
            {
                line._values[option.Name] = parts[1];
            }
            else if (option.Value is null)
            {
                line._values[option.Name] = "true";
            }
            else if (++index < arguments.Count)
            {
                line._values[option.Name] = arguments[index];
            }
            else
            {
                throw new SettingsException($"--{option.Name} needs a value");
            }
        }

        return line;
    }

    public string? Get(SettingsOption option) => _values.GetValueOrDefault(option.Name);
}
