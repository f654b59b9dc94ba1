namespace Tureen.Interop.Tests.DropIn;

/// <summary>The program refuses versions of npm mediasoup whose channel it does not speak, before it says that it runs.</summary>
public sealed class WorkerVersionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("3.19.3")]
    [InlineData("3.28.0")]
    [InlineData("nonsense")]
    public async Task A_version_that_is_not_supported_ends_it_with_one_line(string version)
    {
        using ChildProcess worker = ChildProcess.Start(
            MediasoupNode.Environment["MEDIASOUP_WORKER_BIN"],
            [],
            null,
            static _ => { },
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MEDIASOUP_VERSION"] = version });

        Assert.Equal(42, await worker.WaitAsync(Limit));
        string line = Assert.Single(worker.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"mediasoup {version} is not supported, this worker supports 3.21.0 to 3.27.1", line, StringComparison.Ordinal);
    }
}
