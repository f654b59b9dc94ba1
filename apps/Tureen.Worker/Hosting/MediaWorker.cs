using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Hosting;

/// <summary>The engine on its thread, commanded by the messages of the channel.</summary>
internal sealed class MediaWorker : IDatagramHandler, IDisposable
{
    private readonly WorkerHost _host;
    private readonly WorkerCore _core;
    private readonly ChannelOutput _output;
    private readonly MessageDispatcher _dispatcher;
    private readonly EventNotifier _notifier;
    private readonly ChannelLog _log;
    private int _exitCode = ExitCode.Closed;

    public MediaWorker(WorkerArguments settings, ChannelSchema schema, DtlsCertificate certificate, ChannelOutput output, ChannelLog log)
    {
        _output = output;
        _log = log;
        _host = new WorkerHost(new WorkerHostOptions
        {
            PortRange = settings.Ports,
            WatchdogTimeout = settings.WatchdogTimeout,
            Failed = HandleFailed,
            FaultContained = fault => _notifier!.Notify(fault),
        });
        _core = new WorkerCore(new WorkerCoreOptions
        {
            Random = _host.Random,
            Ntp = MonotonicClock.CreateNtpClock(),
            Sockets = _host,
            Certificate = certificate,
        });
        settings.Log.Apply(_core.Context.Log);
        _core.LogStart();
        _notifier = new EventNotifier(output, log, _core.Context.Log);
        _dispatcher = new MessageDispatcher(_core, settings, schema, output, log, Close);
    }

    /// <summary>The thread that does the work.</summary>
    public WorkerHost Host => _host;

    public Timestamp NextDeadline => _core.NextDeadline;

    /// <summary>Works until it is closed, by the application, by the end of the channel or by a signal.</summary>
    /// <returns>The exit code of the process.</returns>
    public int Run(ChannelInput input)
    {
        _host.Post((_, _) => _notifier.NotifyRunning());
        _host.Start(this);
        var reader = new Thread(() => Read(input)) { IsBackground = true, Name = "channel-reader" };
        reader.Start();
        _host.Completion.Wait();
        if (!_host.IsAbandoned)
        {
            _output.Finish();
        }

        return _exitCode;
    }

    /// <summary>Closes all transports, says goodbye to their peers and ends the thread. From any thread, any number of times.</summary>
    public void Close()
    {
        _host.Post((now, sink) => _core.Close(now, sink));
        _host.Close();
    }

    public void Dispose()
    {
        _host.Dispose();

        // A thread that stands still may still use it; the end of the process frees it.
        if (_host.ThreadEnded.IsCompleted)
        {
            _core.Dispose();
        }
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        _core.HandleDatagram(now, tuple, datagram, sink);

    public void HandleDeadline(Timestamp now, IDatagramSink sink) => _core.HandleDeadline(now, sink);

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink)
    {
        NotifyEvents();
        _output.Flush();
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink) =>
        _core.HandleTupleClosed(now, tuple, sink);

    private void NotifyEvents()
    {
        while (_core.TryDequeueEvent(out EngineEvent engineEvent))
        {
            try
            {
                _notifier.Notify(engineEvent);
            }
            catch (Exception error)
            {
                // The events behind it must not be lost.
                _core.Context.Faults.Handle(MonotonicClock.Now, FaultKind.Event, engineEvent.TargetId, error);
            }
        }
    }

    private void Read(ChannelInput input)
    {
        bool isWhole = input.Run(message => _host.Post((now, sink) => Handle(now, message, sink)));
        if (!isWhole)
        {
            Console.Error.WriteLine("the channel carries what is no message, closing");
            _exitCode = ExitCode.BrokenChannel;
        }

        // The application is gone, perhaps without a word.
        Close();
    }

    private void Handle(Timestamp now, ReceivedMessage message, IDatagramSink sink)
    {
        // Events from before the request go out before its answer, the events that it causes after it.
        NotifyEvents();
        try
        {
            _dispatcher.Handle(now, message.Bytes, sink);
        }
        catch (Exception error)
        {
            BrokenRuntime.ThrowIfCause(error);
            _log.Error("MediaWorker::handle", $"message of the channel failed: {error}");
        }
        finally
        {
            message.Release();
        }
    }

    private void HandleFailed(Exception error)
    {
        Console.Error.WriteLine(error is LoopStuckException ? $"worker stuck: {error.Message}" : $"worker failed: {error}");
        _exitCode = error is LoopStuckException ? ExitCode.Stuck : ExitCode.Failed;
    }
}
