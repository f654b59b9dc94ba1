using Tureen.Server.Load;
using Tureen.Server.Load.Scenarios;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Load;

[Collection(RoomServerCollection.Name)]
public sealed class LoadCommandTests(RoomServerFixture server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tureen-load-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_writes_the_reports_and_its_exit_code_is_0()
    {
        string json = Path.Combine(_folder, "report.json");
        string html = Path.Combine(_folder, "report.html");
        using var output = new StringWriter();

        int exitCode = await Command(
            output,
            "--server", server.Address.ToString(), "--participants", "2", "--publishers", "1", "--media", "audio", "--duration", "1",
            "--room-name", RoomServerFixture.NewRoomId(), "--report", json, "--html", html).RunAsync(CancellationToken.None);

        Assert.Equal(0, exitCode);
        Assert.Contains("participants    2 of 2 joined, 0 failed, 0 left", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"joined\": 2", await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("2 of 2 joined", await File.ReadAllTextAsync(html, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Participants_that_fail_make_another_exit_code()
    {
        using var output = new StringWriter();

        Assert.Equal(1, await Command(output, "--server", "http://127.0.0.1:1", "--participants", "2", "--duration", "1").RunAsync(CancellationToken.None));
        Assert.Contains("2 × join: the server cannot be reached", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_ends_it_before_it_starts()
    {
        using var output = new StringWriter();
        string file = Path.Combine(_folder, "missing", "report.json");

        await Assert.ThrowsAnyAsync<IOException>(() => Command(output, "--report", file).RunAsync(CancellationToken.None));
        Assert.Empty(output.ToString());
    }

    private static LoadCommand Command(StringWriter output, params string[] arguments) =>
        new(new ScenarioReader(CommandLine.Parse(arguments, ServerCommands.Load), static _ => null, static _ => null), output);
}
