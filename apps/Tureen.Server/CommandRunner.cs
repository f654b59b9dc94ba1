using Spectre.Console;
using Tureen.Server.Doctor;
using Tureen.Server.Hosting;
using Tureen.Server.Load;
using Tureen.Server.Load.Scenarios;
using Tureen.Server.Settings;
using Tureen.Server.Stun;

namespace Tureen.Server;

/// <summary>Runs the command of a command line.</summary>
/// <param name="line">What was entered.</param>
/// <param name="file">What the settings files have.</param>
/// <param name="configure">What another program adds to the server; null for nothing.</param>
internal sealed class CommandRunner(CommandLine line, IConfiguration file, Action<WebApplicationBuilder>? configure = null)
{
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync() => line.Command == ServerCommands.Token ? PrintTokenAsync()
        : line.Command == ServerCommands.Health ? new HealthCommand(line, Environment.GetEnvironmentVariable, FromFile).RunAsync(Console.Out)
        : line.Command == ServerCommands.Load ? LoadAsync()
        : line.Command == ServerCommands.Doctor ? ExamineAsync()
        : ServeAsync();

    private string? FromFile(string key) => file[key];

    private async Task<int> PrintTokenAsync()
    {
        await Console.Out.WriteAsync(new TokenCommand(line, Environment.GetEnvironmentVariable, FromFile).Write(TimeProvider.System));
        return 0;
    }

    private async Task<int> LoadAsync()
    {
        // The first Ctrl+C ends the load with its report, the second one ends the program.
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        var reader = new ScenarioReader(line, Environment.GetEnvironmentVariable, FromFile);
        return await new LoadCommand(reader, Console.Out, Console.IsOutputRedirected ? null : AnsiConsole.Console).RunAsync(stop.Token);
    }

    private async Task<int> ExamineAsync()
    {
        RoomServerSettings settings = await ReadSettingsAsync();
        Uri? clock = DoctorCommand.ReadClock(line, Environment.GetEnvironmentVariable);
        return await new DoctorCommand(settings, clock, Console.Out).RunAsync(CancellationToken.None);
    }

    private async Task<int> ServeAsync()
    {
        await using RoomServer server = await RoomServer.StartAsync(await ReadSettingsAsync(), configure);
        await server.WaitForShutdownAsync();
        return 0;
    }

    private async Task<RoomServerSettings> ReadSettingsAsync()
    {
        RoomServerSettings settings = new SettingsReader(line, Environment.GetEnvironmentVariable, FromFile).Read();
        if (settings.StunServer is { } stunServer)
        {
            settings.AnnouncedAddress = (await PublicAddress.AskAsync(stunServer, CancellationToken.None)).ToString();
        }

        return settings;
    }
}
