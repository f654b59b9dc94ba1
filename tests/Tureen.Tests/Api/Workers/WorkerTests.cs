using System.Collections.Concurrent;
using Tureen.Net;
using Tureen.Net.Linux;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Workers;

public sealed class WorkerTests
{
    [Fact]
    public async Task B02_A_worker_starts_and_closes()
    {
        var seen = new List<Worker>();
        Action<Worker> handler = worker =>
        {
            lock (seen)
            {
                seen.Add(worker);
            }
        };
        Mediasoup.Observer.OnNewWorker += handler;
        Worker worker = await Mediasoup.CreateWorkerAsync(new WorkerSettings
        {
            LogLevel = WorkerLogLevel.Debug,
            LogTags = [WorkerLogTag.Info],
            RtcMinPort = 0,
            RtcMaxPort = 9999,
            LibwebrtcFieldTrials = "WebRTC-Bwe-AlrLimitedBackoff/Disabled/",
            AppData = new() { ["bar"] = 456 },
        });
        Mediasoup.Observer.OnNewWorker -= handler;

        Assert.Single(seen, worker);
        Assert.True(worker.Pid > 0);
        Assert.Equal((false, false, false), (worker.Closed, worker.Died, worker.SubprocessClosed));
        Assert.Equal(456, worker.AppData["bar"]);

        bool isEndTold = false;
        worker.OnSubprocessClose += () => isEndTold = true;
        await worker.DisposeAsync();

        Assert.True(isEndTold);
        Assert.Equal((true, false, true), (worker.Closed, worker.Died, worker.SubprocessClosed));
    }

    [Fact]
    public async Task B02_A_worker_takes_a_certificate_from_files()
    {
        (string certificate, string key) = TestCertificate.WritePem();
        await using Worker worker = await Mediasoup.CreateWorkerAsync(
            new WorkerSettings { DtlsCertificateFile = certificate, DtlsPrivateKeyFile = key });
        File.Delete(certificate);
        File.Delete(key);

        Assert.False(worker.Closed);
    }

    public static TheoryData<WorkerSettings> WrongSettings => new(
        new WorkerSettings { LogLevel = (WorkerLogLevel)99 },
        new WorkerSettings { RtcMinPort = 1000, RtcMaxPort = 999 },
        new WorkerSettings { RtcMaxPort = 65536 },
        new WorkerSettings { RtcMinPort = -1 },
        new WorkerSettings { DtlsSrtpCryptoSuites = [] },
        new WorkerSettings { DtlsSrtpCryptoSuites = [SrtpCryptoSuite.AeadAes128Gcm, (SrtpCryptoSuite)99] },
        new WorkerSettings { DtlsCertificateFile = "/notfound/cert.pem" },
        new WorkerSettings { DtlsPrivateKeyFile = "/notfound/key.pem" },
        new WorkerSettings { DtlsCertificateFile = "/notfound/cert.pem", DtlsPrivateKeyFile = "/notfound/key.pem" });

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task B03_Wrong_settings_are_type_errors(WorkerSettings settings) =>
        await Assert.ThrowsAsync<MediasoupTypeException>(() => Mediasoup.CreateWorkerAsync(settings));

    [Fact]
    public async Task B05_to_B07_Settings_are_updated_until_the_worker_closes()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        var settings = new WorkerUpdateableSettings { LogLevel = WorkerLogLevel.Debug, LogTags = [WorkerLogTag.Ice] };
        await worker.UpdateSettingsAsync(settings);
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => worker.UpdateSettingsAsync(new WorkerUpdateableSettings { LogLevel = (WorkerLogLevel)99 }));

        worker.Close();

        await Assert.ThrowsAsync<WorkerClosedException>(() => worker.UpdateSettingsAsync(settings));
    }

    [Fact]
    public async Task B08_B09_An_empty_worker_dumps_nothing_and_a_closed_one_refuses()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        WorkerDump dump = await worker.DumpAsync();

        Assert.Equal(worker.Pid, dump.Pid);
        Assert.Empty(dump.WebRtcServerIds);
        Assert.Empty(dump.RouterIds);
        Assert.Empty(dump.ChannelMessageHandlers.ChannelRequestHandlers);
        Assert.Empty(dump.ChannelMessageHandlers.ChannelNotificationHandlers);

        worker.Close();

        await Assert.ThrowsAsync<WorkerClosedException>(() => worker.DumpAsync());
    }

    [Fact]
    public async Task B10_Resource_usage_is_reported()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();

        if (OperatingSystem.IsLinux())
        {
            await worker.Channel.RequestAsync((_, _) => UseProcessor(TimeSpan.FromMilliseconds(30)));
        }

        WorkerResourceUsage usage = await worker.GetResourceUsageAsync();

        Assert.True(usage.MaximumResidentSize > 0);
        if (OperatingSystem.IsLinux())
        {
            Assert.InRange(usage.UserTime + usage.SystemTime, 20, 10_000);
            Assert.True(usage.VoluntaryContextSwitches > 0);
            Assert.True(usage.MinorPageFaults > 0);
        }

        worker.Close();
        await Assert.ThrowsAsync<WorkerClosedException>(worker.GetResourceUsageAsync);
    }

    [Fact]
    public async Task B11_Close_is_raised_once_and_its_end_after_it()
    {
        Worker worker = await Mediasoup.CreateWorkerAsync();
        var events = new List<string>();
        worker.Observer.OnClose += () => events.Add("close");
        worker.OnSubprocessClose += () => events.Add("subprocessclose");
        worker.Close();
        worker.Close();
        await worker.DisposeAsync();

        Assert.Equal(["close", "subprocessclose"], events);
        Assert.False(worker.Died);
    }

    [Fact]
    public async Task B12_A_worker_that_fails_raises_died_before_close()
    {
        Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync();
        var events = new List<string>();
        router.OnWorkerClose += () => events.Add("workerclose");
        worker.OnDied += error => events.Add($"died {error.Message} {worker.Closed} {worker.Died} {worker.SubprocessClosed}");
        worker.OnSubprocessClose += () => events.Add("subprocessclose");
        worker.Observer.OnClose += () => events.Add("close");
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Observer.OnClose += closed.SetResult;
        worker.Fail(new InvalidOperationException("broken"));
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await worker.DisposeAsync();

        Assert.Equal(["workerclose", "died broken True True True", "subprocessclose", "close"], events);
        await Assert.ThrowsAsync<WorkerClosedException>(() => router.DumpAsync());
        await Assert.ThrowsAsync<WorkerClosedException>(() => worker.CreateRouterAsync());
    }

    [Fact]
    public async Task A_throwing_handler_harms_nobody_and_is_reported()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        var errors = new ConcurrentQueue<string>();
        int heard = 0;
        worker.Observer.OnListenerError += error => errors.Enqueue($"{error.EventName} {error.Error.Message}");
        worker.Observer.OnNewRouter += _ => throw new InvalidOperationException("sync");
        worker.Observer.OnNewRouter += ThrowLater;
        worker.Observer.OnNewRouter += _ => heard++;
        await worker.CreateRouterAsync();
        await worker.Dispatcher.FlushAsync();

        Assert.Equal(1, heard);
        Assert.Contains("newrouter sync", errors);
        SpinWait.SpinUntil(() => errors.Count == 2, TimeSpan.FromSeconds(10));
        Assert.Contains("newrouter async", errors);
    }

    private static async void ThrowLater(Router router)
    {
        await Task.Yield();
        throw new InvalidOperationException("async");
    }

    private static bool UseProcessor(TimeSpan time)
    {
        // By the clock of the thread, for others use the processor, too.
        Assert.True(LinuxResourceUsage.TryRead(out ThreadResourceUsage began));
        ThreadResourceUsage usage = began;
        while (usage.UserTime + usage.SystemTime - began.UserTime - began.SystemTime < time)
        {
            LinuxResourceUsage.TryRead(out usage);
        }

        return true;
    }
}
