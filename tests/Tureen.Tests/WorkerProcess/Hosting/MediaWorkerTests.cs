using Tureen.Engine.Dtls;
using Tureen.Tests.WorkerProcess.Channel;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Hosting;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.WorkerProcess.Hosting;

public sealed class MediaWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task S0_a_worker_whose_thread_stands_still_ends_the_process_with_its_own_exit_code()
    {
        using var release = new ManualResetEventSlim();
        WorkerArguments settings = WorkerArguments.Parse([]) with { WatchdogTimeout = TimeSpan.FromMilliseconds(600) };
        var output = new ChannelOutput(new FakeDescriptor());
        using var worker = new MediaWorker(settings, ChannelSchema.Newest, DtlsCertificate.Generate(), output, new ChannelLog(output, settings.Log));
        worker.Host.Post((_, _) => release.Wait());

        // An application that keeps the channel open and says nothing.
        using var channel = new SilentDescriptor();
        int code = await Task.Run(() => worker.Run(new ChannelInput(channel))).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Stuck, code);
        Assert.NotEqual(ExitCode.WrongSettings, code);
        worker.Dispose();
        release.Set();
        await worker.Host.ThreadEnded.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_worker_whose_application_is_gone_ends_as_closed()
    {
        WorkerArguments settings = WorkerArguments.Parse([]);
        var output = new ChannelOutput(new FakeDescriptor());
        using var worker = new MediaWorker(settings, ChannelSchema.Newest, DtlsCertificate.Generate(), output, new ChannelLog(output, settings.Log));
        Assert.Equal(ExitCode.Closed, worker.Run(new ChannelInput(new FakeDescriptor())));
    }

    private sealed class SilentDescriptor : IChannelDescriptor, IDisposable
    {
        private readonly ManualResetEventSlim _closed = new();

        public int Read(Span<byte> buffer)
        {
            _closed.Wait();
            return 0;
        }

        public int TryWrite(ReadOnlySpan<byte> bytes) => bytes.Length;

        public bool Write(ReadOnlySpan<byte> bytes) => true;

        public void Dispose() => _closed.Set();
    }
}
