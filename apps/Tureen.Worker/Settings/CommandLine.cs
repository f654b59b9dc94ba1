namespace Tureen.WorkerProcess.Settings;

/// <summary>
/// Reads a command line as getopt_long_only does for options with an optional value: one dash or two, any unambiguous
/// beginning of a name (the Node library says logTag where the option is called logTags), and the value after an equals sign.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] Names =
        ["logLevel", "logTags", "rtcMinPort", "rtcMaxPort", "dtlsCertificateFile", "dtlsPrivateKeyFile", "libwebrtcFieldTrials"];

    public static string NameOf(WorkerOption option) => Names[(int)option];

    /// <summary>Ignores arguments that are no options; two dashes alone end the options.</summary>
    /// <exception cref="SettingsException">An option is unknown or has no value.</exception>
    public static List<(WorkerOption Option, string Value)> Read(IReadOnlyList<string> arguments)
    {
        List<(WorkerOption, string)> options = [];
        foreach (string argument in arguments)
        {
            if (string.Equals(argument, "--", StringComparison.Ordinal))
            {
                break;
            }

            if (argument.Length < 2 || argument[0] != '-')
            {
                continue;
            }

            string text = argument[(argument[1] == '-' ? 2 : 1)..];
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            WorkerOption option = Find(equals < 0 ? text : text[..equals]);
            options.Add(equals < 0
                ? throw new SettingsException($"missing value of option {NameOf(option)}")
                : (option, text[(equals + 1)..]));
        }

        return options;
    }

    private static WorkerOption Find(string text)
    {
        int found = -1;
        for (int i = 0; i < Names.Length; i++)
        {
            if (!Names[i].StartsWith(text, StringComparison.Ordinal))
            {
                continue;
            }

            if (found >= 0)
            {
                throw new SettingsException($"option '{text}' is ambiguous");
            }

            found = i;
        }

        return found >= 0 ? (WorkerOption)found : throw new SettingsException($"unknown option '{text}'");
    }
}
