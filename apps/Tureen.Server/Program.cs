using System.Net.Sockets;
using Tureen.Rooms.Settings;
using Tureen.Server;
using Tureen.Server.Settings;

try
{
    CommandLine line = CommandLine.Parse(args);
    if (line.IsHelp)
    {
        line.PrintHelp(Console.Out);
        return 0;
    }

    return await new CommandRunner(line, SettingsFiles.Read(AppContext.BaseDirectory, SettingsFiles.SystemFolder, Environment.CurrentDirectory)).RunAsync();
}
catch (Exception exception)
    when (exception is SettingsException or Tureen.MediasoupException or IOException or SocketException or InvalidDataException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync("tureen: " + exception.Message.ReplaceLineEndings(" "));
    return 1;
}
