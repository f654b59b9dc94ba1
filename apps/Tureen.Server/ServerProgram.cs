using System.Net.Sockets;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Server;

/// <summary>Reads a command line and runs its command. What is wrong is one line for the user.</summary>
internal static class ServerProgram
{
    /// <param name="arguments">The command line.</param>
    /// <param name="commands">What the program can do; the first one without a name.</param>
    /// <param name="run">Runs a command, with what the settings files have.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyList<ServerCommand> commands, Func<CommandLine, IConfiguration, Task<int>> run)
    {
        try
        {
            CommandLine line = CommandLine.Parse(arguments, commands);
            if (line.IsHelp)
            {
                line.PrintHelp(Console.Out);
                return 0;
            }

            return await run(line, SettingsFiles.Read(AppContext.BaseDirectory, SettingsFiles.SystemFolder, Environment.CurrentDirectory));
        }
        catch (Exception exception)
            when (exception is SettingsException or MediasoupException or IOException or SocketException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("tureen: " + exception.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }
}
