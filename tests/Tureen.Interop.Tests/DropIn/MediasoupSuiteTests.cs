using System.Text.Json;

namespace Tureen.Interop.Tests.DropIn;

/// <summary>mediasoup's own tests, as its npm package carries them, on our worker.</summary>
public sealed class MediasoupSuiteTests
{
    private const int Tests = 202;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task All_tests_of_the_npm_package_mediasoup_pass_unmodified()
    {
        string results = Path.Combine(Path.GetTempPath(), $"tureen-mediasoup-{System.Environment.ProcessId}.json");
        try
        {
            using ChildProcess jest = ChildProcess.Start(
                "node",
                [Path.Combine(MediasoupNode.Folder, "run.mjs"), "--maxWorkers=2", "--silent", "--json", $"--outputFile={results}"],
                null,
                static _ => { },
                keepsOutput: false,
                MediasoupNode.Environment);
            await jest.WaitAsync(Limit);

            Assert.True(File.Exists(results), $"The tests did not run (did npm ci run in mediasoup-node/?).\n{jest.Log}");
            using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(results, TestContext.Current.CancellationToken));
            Assert.Equal([], Failures(report.RootElement));
            Assert.Equal(Tests, report.RootElement.GetProperty("numPassedTests").GetInt32());
        }
        finally
        {
            File.Delete(results);
        }
    }

    private static IEnumerable<string> Failures(JsonElement report) =>
        from file in report.GetProperty("testResults").EnumerateArray()
        from test in file.GetProperty("assertionResults").EnumerateArray()
        where test.GetProperty("status").GetString() != "passed"
        select $"{test.GetProperty("fullName")}: {test.GetProperty("failureMessages").EnumerateArray().FirstOrDefault()}";
}
