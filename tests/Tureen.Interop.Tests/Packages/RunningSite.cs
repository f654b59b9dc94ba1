using System.Text.RegularExpressions;

namespace Tureen.Interop.Tests.Packages;

/// <summary>An ASP.NET Core application as a process of its own, on a port that was free.</summary>
internal sealed partial class RunningSite : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private readonly ChildProcess _process;

    private RunningSite(ChildProcess process, string url)
    {
        _process = process;
        Url = url;
    }

    /// <summary>Such as <c>http://127.0.0.1:41234</c>.</summary>
    public string Url { get; }

    /// <summary>Starts what a build left. Static files of other projects are found in the Development environment alone, as with <c>dotnet run</c>.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="folder">That of its project.</param>
    public static async Task<RunningSite> StartAsync(string assembly, string folder)
    {
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ChildProcess process = ChildProcess.Start(
            "dotnet",
            [assembly, "--urls", "http://127.0.0.1:0"],
            networkNamespace: null,
            line => _ = ReadyLine().Match(line) is { Success: true } match && ready.TrySetResult(match.Groups["url"].Value),
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
            folder: folder);
        try
        {
            return new RunningSite(process, await ready.Task.WaitAsync(Limit));
        }
        catch (TimeoutException exception)
        {
            string log = process.Log;
            process.Dispose();
            throw new TimeoutException($"{assembly} was not ready within {Limit}.\n{log}", exception);
        }
    }

    /// <summary>Ends it as a supervisor does.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Terminate();
        int code = await _process.WaitAsync(Limit);
        string log = _process.Log;
        _process.Dispose();
        Assert.True(code == 0, $"The application ended with {code}.\n{log}");
    }

    [GeneratedRegex(@"Now listening on: (?<url>http://\S+)")]
    private static partial Regex ReadyLine();
}
