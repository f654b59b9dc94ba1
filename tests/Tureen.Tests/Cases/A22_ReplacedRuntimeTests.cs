using System.Reflection;
using Microsoft.Extensions.Logging;
using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Tests.WorkerProcess.Channel;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Hosting;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.Cases;

/// <summary>.NET is replaced below a running worker: what is needed is loaded at the start, and a worker whose code cannot be loaded dies and says why.</summary>
public sealed class A22_ReplacedRuntimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static TheoryData<Exception, bool> Faults() => new()
    {
        { new FileNotFoundException("Could not load file or assembly", "System.Collections, Version=10.0.0.0, Culture=neutral"), true },
        { new FileLoadException("Could not load file or assembly"), true },
        { new TypeLoadException("Could not load type"), true },
        { new DllNotFoundException("libSystem.Native"), true },
        { new EntryPointNotFoundException("SSL_new"), true },
        { new BadImageFormatException("Bad IL format"), true },
        { new MissingMethodException("Method not found"), true },
        { new TypeInitializationException("A.Type", new OutOfMemoryException()), true },
        { new InvalidOperationException("outer", new TypeLoadException("inner")), true },
        { new TargetInvocationException(new TypeInitializationException("A.Type", null)), true },
        { new FileNotFoundException("There is no such file", "/etc/certificate.pem"), false },
        { new IOException("Too many open files"), false },
        { new OutOfMemoryException(), false },
        { new InvalidOperationException("a fault of one packet"), false },
        { new MediasoupException("refused"), false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_of_the_program_differs_from_one_of_a_packet(Exception error, bool isBroken)
    {
        Assert.Equal(isBroken, BrokenRuntime.IsCause(error));
        Exception? thrown = Record.Exception(() => BrokenRuntime.ThrowIfCause(error));
        Assert.Equal(isBroken, thrown is BrokenRuntimeException);
        Assert.Equal(isBroken, thrown?.Message.Contains(error.Message, StringComparison.Ordinal) ?? false);
        Assert.Equal(isBroken, Record.Exception(() => new EngineFaults(new Queue<EngineEvent>()).Handle(Timestamp.Zero, FaultKind.Datagram, "a", error)) is not null);
        Assert.Equal(isBroken, Record.Exception(() => new LoopFaults(new NetCounters(), null).Handle(FaultKind.Datagram, error)) is not null);
    }

    [Fact]
    public async Task A_worker_of_the_API_dies_with_the_reason_and_answers_nothing_any_more()
    {
        var log = new RecordingLoggerProvider();
        await using Worker worker = await Mediasoup.CreateWorkerAsync(new() { LoggerFactory = log });
        var died = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.OnDied += died.SetResult;
        Task<int> command = worker.Channel.RequestAsync<int>(static (_, _) => throw new TypeLoadException("Could not load file or assembly 'A'"));

        Exception reason = await died.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Contains("Could not load file or assembly 'A'", reason.Message, StringComparison.Ordinal);
        Assert.Contains("start the process again", reason.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<MediasoupException>(() => command.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<WorkerClosedException>(() => worker.DumpAsync());
        Assert.Contains(log.Lines, static line => line.Level == LogLevel.Error && line.Text.Contains("died", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_that_fails_for_another_reason_costs_the_worker_nothing()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        await Assert.ThrowsAsync<MediasoupException>(
            () => worker.Channel.RequestAsync<int>(static (_, _) => throw new InvalidOperationException("a fault of one command")));
        await worker.DumpAsync();
    }

    [Fact]
    public async Task The_drop_in_worker_ends_with_the_code_of_a_failure()
    {
        WorkerArguments settings = WorkerArguments.Parse([]);
        var output = new ChannelOutput(new FakeDescriptor());
        using var worker = new MediaWorker(settings, ChannelSchema.Newest, DtlsCertificate.Generate(), output, new ChannelLog(output, settings.Log));
        worker.Host.Post(static (_, _) => BrokenRuntime.ThrowIfCause(new TypeLoadException("Could not load type 'A'")));
        var application = new SilentApplication();
        int code = await Task.Run(() => worker.Run(new ChannelInput(application))).WaitAsync(Patience, TestContext.Current.CancellationToken);
        application.Leave();
        Assert.Equal(ExitCode.Failed, code);
    }

    [Fact]
    public async Task All_that_a_worker_refers_to_is_loaded_when_it_runs()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        HashSet<string> loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Select(static assembly => assembly.GetName().Name!)];
        foreach (Assembly own in (Assembly[])[typeof(Worker).Assembly, typeof(WorkerHost).Assembly, typeof(EngineFaults).Assembly])
        {
            Assert.All(own.GetReferencedAssemblies(), name => Assert.Contains(name.Name!, loaded));
        }

        Assert.Empty(AssemblyPreload.LoadAll(typeof(WorkerProgram).Assembly));
    }

    /// <summary>Keeps the channel open and says nothing.</summary>
    private sealed class SilentApplication : IChannelDescriptor
    {
        private readonly TaskCompletionSource _left = new();

        public void Leave() => _left.TrySetResult();

        public int Read(Span<byte> buffer)
        {
            _left.Task.Wait(Patience);
            return 0;
        }

        public int TryWrite(ReadOnlySpan<byte> bytes) => bytes.Length;

        public bool Write(ReadOnlySpan<byte> bytes) => true;
    }
}
