using System.Net.Sockets;
using Spectre.Console;
using Tureen.Rooms.Settings;
using Tureen.Server.Doctor;
using Tureen.Server.Hosting;
using Tureen.Server.Load;
using Tureen.Server.Load.Scenarios;
using Tureen.Server.Settings;
using Tureen.Server.Stun;

try
{
    CommandLine line = CommandLine.Parse(args);
    if (line.IsHelp)
    {
        line.PrintHelp(Console.Out);
        return 0;
    }

    IConfigurationRoot file = SettingsFiles.Read(AppContext.BaseDirectory, SettingsFiles.SystemFolder, Environment.CurrentDirectory);
    if (line.Command == ServerCommands.Token)
    {
        Console.Write(new TokenCommand(line, Environment.GetEnvironmentVariable, key => file[key]).Write(TimeProvider.System));
        return 0;
    }

    if (line.Command == ServerCommands.Health)
    {
        return await new HealthCommand(line, Environment.GetEnvironmentVariable, key => file[key]).RunAsync(Console.Out);
    }

    if (line.Command == ServerCommands.Load)
    {
        // The first Ctrl+C ends the load with its report, the second one ends the program.
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        var reader = new ScenarioReader(line, Environment.GetEnvironmentVariable, key => file[key]);
        return await new LoadCommand(reader, Console.Out, Console.IsOutputRedirected ? null : AnsiConsole.Console).RunAsync(stop.Token);
    }

    RoomServerSettings settings = new SettingsReader(line, Environment.GetEnvironmentVariable, key => file[key]).Read();
    if (settings.StunServer is { } stunServer)
    {
        settings.AnnouncedAddress = (await PublicAddress.AskAsync(stunServer, CancellationToken.None)).ToString();
    }

    if (line.Command == ServerCommands.Doctor)
    {
        Uri? clock = DoctorCommand.ReadClock(line, Environment.GetEnvironmentVariable);
        return await new DoctorCommand(settings, clock, Console.Out).RunAsync(CancellationToken.None);
    }

    await using RoomServer server = await RoomServer.StartAsync(settings);
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception)
    when (exception is SettingsException or Tureen.MediasoupException or IOException or SocketException or InvalidDataException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync("tureen: " + exception.Message.ReplaceLineEndings(" "));
    return 1;
}
