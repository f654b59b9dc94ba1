using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Net.Links;
using Tureen.Net.Linux;
using Tureen.Net.Tcp;
using Tureen.Ortc;

namespace Tureen.Net.Loop;

/// <summary>One worker on this machine: a thread, its loop, its sockets. It drives a handler and takes commands for it.</summary>
internal sealed class WorkerHost : ISocketHost, IDisposable, IAsyncDisposable
{
    private readonly WorkerHostOptions _options;
    private readonly ISocketPoller _poller;
    private readonly EventLoop _loop;
    private readonly PreferredRemotes _preferred;
    private readonly PortAllocator _ports;
    private readonly PortAllocator.Opener<IDatagramSocket> _openUdp;
    private readonly PortAllocator.Opener<TcpListenSocket> _openTcp;
    private readonly WatchedLoop _watched;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _threadEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private int _isClosed;

    public WorkerHost(WorkerHostOptions options)
    {
        _options = options;
        _poller = SocketPollers.Create(options.Backend, Counters);
        _loop = new EventLoop(_poller, Counters, options.CreateClosedException, options.FaultContained);
        _preferred = new PreferredRemotes(_loop);
        _watched = new WatchedLoop(_loop.Heartbeat, options.WatchdogTimeout, Abandon);
        _ports = new PortAllocator(options.PortRange, Random);
        _openTcp = _loop.TryOpenTcp;
        _openUdp = (in parameters, port, out refusal) =>
            _poller.TryOpenUdp(_loop.Sockets.NextId(), parameters, port, out refusal);
    }

    public NetCounters Counters { get; } = new();

    /// <summary>The worker's source of randomness; belongs to its thread once started.</summary>
    public RandomSource Random { get; } = new SecureRandomSource();

    /// <summary>
    /// Completes when the thread has ended and everything is freed, or when the loop was given up and everything that another thread can free
    /// is freed. It never faults; see <see cref="Failure"/>.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Completes when the thread has ended. After a loop was given up that may never happen; what the thread uses must not be freed before.</summary>
    public Task ThreadEnded => _threadEnded.Task;

    /// <summary>Whether the loop stood still and was given up.</summary>
    public bool IsAbandoned => _loop.Heartbeat.IsAbandoned;

    /// <summary>What ended the loop, if it was not <see cref="Close"/>.</summary>
    public Exception? Failure { get; private set; }

    public bool IsOnWorkerThread => Thread.CurrentThread == _thread;

    /// <summary>Starts the thread. Once, unless it fails.</summary>
    public void Start(IDatagramHandler handler)
    {
        if (_thread is not null)
        {
            throw new InvalidOperationException("The worker has been started before.");
        }

        try
        {
            _thread = new Thread(() => Run(handler)) { IsBackground = true, Name = _options.Name };
            if (_options.WatchdogTimeout > TimeSpan.Zero)
            {
                _options.Watchdog.Add(_watched);
                _options.Watchdog.Start();
            }

            _thread.Start();
        }
        catch
        {
            // Without memory for a thread there is none whose end could free the rest.
            _options.Watchdog.Remove(_watched);
            _thread = null;
            throw;
        }
    }

    /// <summary>Runs <paramref name="function"/> on the worker's thread and hands back its result or exception.</summary>
    public Task<TResult> InvokeAsync<TResult>(Func<Timestamp, IDatagramSink, TResult> function) =>
        _loop.Mailbox.InvokeAsync(function);

    /// <summary>Runs <paramref name="action"/> on the worker's thread; if it throws, the worker fails.</summary>
    public void Post(Action<Timestamp, IDatagramSink> action) => _loop.Mailbox.Post(action);

    /// <summary>Runs <paramref name="command"/> on the worker's thread, for callers with commands of their own.</summary>
    public void Post(MailboxCommand command) => _loop.Mailbox.Post(command);

    /// <summary>Opens a UDP socket on a port chosen by the rules of <see cref="PortAllocator"/>. On the worker's thread.</summary>
    /// <exception cref="SocketBindException">No such port can be had.</exception>
    public int OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound)
    {
        AssertThread();
        IDatagramSocket socket = _ports.Open(TransportProtocol.Udp, parameters, _openUdp);
        _loop.Sockets.Add(socket);
        bound = socket.LocalAddress;
        return socket.Id;
    }

    /// <summary>Listens on a TCP port chosen by the same rules. On the worker's thread.</summary>
    /// <exception cref="SocketBindException">No such port can be had.</exception>
    public int OpenTcpListener(in ListenParameters parameters, out NetworkAddress bound)
    {
        AssertThread();
        TcpListenSocket listener = _ports.Open(TransportProtocol.Tcp, parameters, _openTcp);
        _loop.Sockets.Add(listener);
        bound = listener.LocalAddress;
        return listener.Id;
    }

    /// <summary>Keeps the TCP connection of a path, whose peer has authenticated itself. On the worker's thread.</summary>
    public void ConfirmConnection(in TransportTuple tuple)
    {
        AssertThread();
        if (_loop.Sockets.TryGet(tuple.SocketId, out IDatagramSocket? socket) && socket is TcpListenSocket listener)
        {
            listener.Confirm(tuple.Remote);
        }
    }

    /// <summary>Connects a UDP socket to the address that it mostly sends to. On the worker's thread.</summary>
    public void PreferRemote(in TransportTuple tuple)
    {
        AssertThread();
        if (tuple.Protocol == TransportProtocol.Udp)
        {
            _preferred.Prefer(tuple.SocketId, tuple.Remote);
        }
    }

    /// <summary>Closes the TCP connection of a path, after what was gathered for it has left. On the worker's thread.</summary>
    public void CloseConnection(in TransportTuple tuple)
    {
        AssertThread();
        if (_loop.Sockets.TryGet(tuple.SocketId, out IDatagramSocket? socket)
            && socket is ITcpOwner owner
            && owner.TryGet(tuple.Remote, out TcpConnection connection))
        {
            _loop.SendBatch.Flush();
            _loop.Close(connection);
        }
    }

    /// <summary>Takes TCP connections to anywhere, which the first packet opens. On the worker's thread.</summary>
    public int OpenDialer(in DialParameters parameters)
    {
        AssertThread();
        IDatagramSocket dialer = _loop.OpenDialer(parameters);
        _loop.Sockets.Add(dialer);
        return dialer.Id;
    }

    /// <summary>Takes one end of a <see cref="DatagramLink"/>, once. On the worker's thread.</summary>
    public int OpenLink(IDatagramLinkEnd end)
    {
        AssertThread();
        var link = (LinkSocket)end;
        link.Open(_loop.Sockets.NextId(), _loop.Links, Counters);
        _loop.Sockets.Add(link);
        return link.Id;
    }

    /// <summary>Closes a socket after what was gathered for it has left. Unknown ids are ignored. On the worker's thread.</summary>
    public void CloseSocket(int socketId)
    {
        AssertThread();
        if (_loop.Sockets.TryGet(socketId, out IDatagramSocket? socket))
        {
            _loop.SendBatch.Flush();
            _loop.Sockets.Remove(socketId, out _);
            _loop.Close(socket);
            _ports.Release(socketId);
        }

        _preferred.Forget(socketId);
    }

    /// <summary>What the worker's thread has used. On that thread.</summary>
    public ThreadResourceUsage GetResourceUsage()
    {
        AssertThread();
        return OperatingSystem.IsLinux() && LinuxResourceUsage.TryRead(out ThreadResourceUsage usage)
            ? usage
            : new ThreadResourceUsage { UserTime = Counters.CpuTime, MaximumResidentKilobytes = Environment.WorkingSet / 1024 };
    }

    /// <summary>Ends the loop after the commands posted so far; later ones fail. From any thread, any number of times.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        if (_thread is null)
        {
            End(null);
            return;
        }

        _loop.Mailbox.Post((_, _) => _loop.Stop());
    }

    public void Dispose() => Close();

    public async ValueTask DisposeAsync()
    {
        Close();
        await Completion.ConfigureAwait(false);
    }

    private void Run(IDatagramHandler handler)
    {
        Exception? failure = null;
        try
        {
            _loop.Run(handler);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        End(failure);
    }

    private void End(Exception? failure)
    {
        _options.Watchdog.Remove(_watched);
        if (_loop.Heartbeat.TryEnd())
        {
            Failure = failure;
            _loop.CloseSockets();
            ReportFailure();
        }

        _loop.Dispose();
        _completion.TrySetResult();
        _threadEnded.TrySetResult();
    }

    /// <summary>The loop is stuck: ends everything that another thread can end, and leaves what the loop's thread may still use.</summary>
    private void Abandon()
    {
        if (_loop.Heartbeat.TryAbandon())
        {
            Failure = new LoopStuckException(_options.WatchdogTimeout);
            _loop.FreePorts();
            ReportFailure();
            _loop.FailCommands();
            _completion.TrySetResult();
        }
    }

    /// <summary>Runs before the waiting commands fail: a caller that learns that the worker is closed must find it dead.</summary>
    private void ReportFailure()
    {
        try
        {
            if (Failure is not null)
            {
                _options.Failed?.Invoke(Failure);
            }
        }
        catch (Exception error)
        {
            // Such as a logger that throws: neither thread may end the process for that.
            Trace.TraceError($"a worker's failure could not be reported: {error}");
        }
    }

    [Conditional("DEBUG")]
    private void AssertThread() =>
        Debug.Assert(_thread is null || IsOnWorkerThread, "The sockets belong to the worker's thread.");
}
