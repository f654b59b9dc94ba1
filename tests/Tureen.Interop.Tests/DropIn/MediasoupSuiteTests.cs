using System.Text.Json;

namespace Tureen.Interop.Tests.DropIn;

/// <summary>mediasoup's own tests, as its npm package carries them, on our worker.</summary>
public sealed class MediasoupSuiteTests
{
    private const int Tests = 202;

    /// <summary>Those that want a WebRtcServer or ICE over TCP. To be taken out as these come.</summary>
    private static readonly string[] Open =
    [
        "worker.createWebRtcServer() succeeds",
        "worker.createWebRtcServer() with portRange succeeds",
        "worker.createWebRtcServer() without specifying port/portRange succeeds",
        "worker.createWebRtcServer() with wrong arguments rejects with TypeError",
        "worker.createWebRtcServer() with unavailable listenInfos rejects with Error",
        "webRtcServer.close() succeeds",
        "WebRtcServer emits \"workerclose\" if Worker is closed",
        "router.createWebRtcTransport() with webRtcServer succeeds and transport is closed",
        "router.createWebRtcTransport() with webRtcServer succeeds and webRtcServer is closed",
        "router.createWebRtcTransport() succeeds",
        "router.createWebRtcTransport() with deprecated listenIps succeeds",
        "router.createWebRtcTransport() with fixed port succeeds",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_tests_of_the_npm_package_mediasoup_pass_unmodified()
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
            Assert.InRange(report.RootElement.GetProperty("numPassedTests").GetInt32(), Tests - Open.Length, Tests);
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
        where !Open.Contains(test.GetProperty("fullName").GetString(), StringComparer.Ordinal)
        select $"{test.GetProperty("fullName")}: {test.GetProperty("failureMessages").EnumerateArray().FirstOrDefault()}";
}
