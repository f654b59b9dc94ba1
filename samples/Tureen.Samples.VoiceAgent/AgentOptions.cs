namespace Tureen.Samples.VoiceAgent;

/// <summary>What the command line says.</summary>
/// <param name="Server">The room server.</param>
/// <param name="Room">The room.</param>
/// <param name="Token">The access token; empty if the server needs none.</param>
/// <param name="IsEcho">Whether it repeats what it hears instead of answering.</param>
/// <param name="Stay">How long it stays.</param>
internal sealed record AgentOptions(Uri Server, string Room, string Token, bool IsEcho, TimeSpan Stay)
{
    public const string Usage = "usage: Tureen.Samples.VoiceAgent SERVER ROOM [--token TOKEN] [--echo] [--seconds NUMBER]";

    /// <summary>Reads the arguments; null if they are wrong.</summary>
    public static AgentOptions? Parse(string[] arguments)
    {
        if (arguments.Length < 2 || !Uri.TryCreate(arguments[0], UriKind.Absolute, out Uri? server))
        {
            return null;
        }

        var options = new AgentOptions(server, arguments[1], "", IsEcho: false, Timeout.InfiniteTimeSpan);
        for (int i = 2; i < arguments.Length; i++)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--echo":
                    options = options with { IsEcho = true };
                    break;
                case "--token" when value.Length > 0:
                    options = options with { Token = value };
                    i++;
                    break;
                case "--seconds" when double.TryParse(value, out double seconds) && seconds > 0:
                    options = options with { Stay = TimeSpan.FromSeconds(seconds) };
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
