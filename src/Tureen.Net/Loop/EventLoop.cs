using System.Net.Sockets;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Net.Links;
using Tureen.Net.Tcp;

namespace Tureen.Net.Loop;

/// <summary>
/// The one thread of a worker. A turn: wait, hand over what arrived, run what is due, run commands, let the host drain
/// events, send what all of that gathered, answer the commands.
/// </summary>
internal sealed class EventLoop : ITcpHost, IDisposable
{
    private readonly ISocketPoller _poller;
    private readonly NetCounters _counters;
    private readonly Func<Exception> _createClosedException;
    private readonly ExecutedCommands _executed = new();
    private readonly LoopFaults _faults;
    private readonly ReceiveBatch _received;
    private readonly int[] _ready = new int[NetLimits.ReadySockets];
    private int _readyCount;
    private int _readyNext;
    private GuardedHandler? _handler;
    private bool _isStopping;
    private Timestamp _cpuTimeReadAt = Timestamp.Zero;
    private Timestamp _turnBegan = MonotonicClock.Now;

    public EventLoop(
        ISocketPoller poller, NetCounters counters, Func<Exception> createClosedException, Action<EngineFaultEvent>? faultContained = null)
    {
        _poller = poller;
        _counters = counters;
        _createClosedException = createClosedException;
        Mailbox = new Mailbox(poller.Wake, createClosedException);
        Sockets = new SocketTable();
        Links = new LinkSignals(poller.Wake);
        Deadlines = new SocketDeadlines();
        _faults = new LoopFaults(counters, faultContained);
        SendBatch = new UdpSendBatch(Sockets, counters) { Faults = _faults };
        _received = new ReceiveBatch(NetLimits.ReceiveBatch, poller.ReceiveSlotLength);
    }

    public Mailbox Mailbox { get; }

    public SocketTable Sockets { get; }

    public UdpSendBatch SendBatch { get; }

    public ISocketPoller Poller => _poller;

    public SocketDeadlines Deadlines { get; }

    /// <summary>Links from other workers, or from this one, with waiting datagrams.</summary>
    public LinkSignals Links { get; }

    /// <summary>What the watchdog sees of the loop.</summary>
    public LoopHeartbeat Heartbeat { get; } = new();

    /// <summary>Ends <see cref="Run"/> after the present turn's commands. On the loop's thread.</summary>
    public void Stop() => _isStopping = true;

    /// <summary>Runs until <see cref="Stop"/>, until a posted command throws, or until the loop finds after a turn that it was given up.</summary>
    public void Run(IDatagramHandler unguarded)
    {
        var handler = new GuardedHandler(unguarded, _faults);
        _handler = handler;
        try
        {
            while (!_isStopping && !Heartbeat.IsAbandoned)
            {
                Heartbeat.BeginWait();
                Wait(handler);
                Heartbeat.BeginTurn();
                RunTurn(handler);
            }
        }
        finally
        {
            _executed.CompleteAll();
            ReadCpuTime(MonotonicClock.Now);
        }
    }

    /// <summary>Frees every port while the loop's thread may be using the sockets. From another thread, after the heartbeat was given up.</summary>
    public void FreePorts()
    {
        foreach (IDatagramSocket socket in Sockets.Abandon())
        {
            try
            {
                FreePort(socket);
            }
            catch (ObjectDisposedException)
            {
                // The loop has come back meanwhile and frees everything itself.
            }
        }

        _counters.Abandon();
    }

    /// <summary>Fails the commands that wait and those that were never answered. From another thread, after the heartbeat was given up.</summary>
    public void FailCommands()
    {
        Mailbox.Close();
        _executed.FailAll(_createClosedException);
    }

    /// <summary>Frees every socket. After <see cref="Run"/>.</summary>
    public void CloseSockets()
    {
        foreach (IDatagramSocket socket in Sockets.TakeAll())
        {
            Close(socket);
        }
    }

    /// <summary>Frees every socket and buffer and fails the commands that wait. After <see cref="Run"/>.</summary>
    public void Dispose()
    {
        CloseSockets();
        Mailbox.Close();
        _poller.Dispose();
        SendBatch.Dispose();
        _received.Dispose();
    }

    /// <summary>Closes a socket that is no longer in the table.</summary>
    public void Close(IDatagramSocket socket)
    {
        if (socket is LinkSocket or ITcpOwner or TlsDialer)
        {
            socket.Dispose();
        }
        else if (socket is not TcpConnection)
        {
            _poller.Close(socket);
        }
    }

    /// <summary>Opens a listener on exactly that port; null and the reason when that fails.</summary>
    public TcpListenSocket? TryOpenTcp(in ListenParameters parameters, int port, out BindRefusal refusal) =>
        TcpListenSocket.TryBind(parameters, port, out refusal) is { } socket
            ? new TcpListenSocket(Sockets.NextId(), socket, this, _counters)
            : null;

    /// <summary>Takes TCP connections to anywhere under one id, over TLS or not.</summary>
    public IDatagramSocket OpenDialer(in DialParameters parameters)
    {
        ITcpFraming framing = parameters.Framing == StreamFraming.Turn ? TurnFraming.Instance : LengthFraming.Instance;
        return parameters.Security is { } security
            ? new TlsDialer(Sockets.NextId(), parameters.Local, security, framing, Links, _counters)
            : new TcpDialer(Sockets.NextId(), parameters.Local, framing, this, _counters);
    }

    /// <summary>The engine forgets a path whose connection is gone.</summary>
    public void ReportClosed(in TransportTuple tuple) => _handler?.HandleTupleClosed(MonotonicClock.Now, tuple, SendBatch);

    TcpConnection ITcpHost.Add(Socket socket, NetworkAddress remote, ITcpOwner owner, ITcpFraming framing)
    {
        var connection = new TcpConnection(Sockets.NextId(), socket, remote, owner, framing, Links, _counters);
        Sockets.Add(connection);
        return connection;
    }

    void ITcpHost.Forget(TcpConnection connection) => Sockets.Remove(connection.Id, out _);

    /// <summary>Closes a connection and reports to the engine that its path is gone.</summary>
    public void Close(TcpConnection connection)
    {
        if (!Sockets.Remove(connection.Id, out _))
        {
            return;
        }

        TransportTuple tuple = connection.Tuple;
        connection.Owner.Remove(connection);
        ReportClosed(tuple);
    }

    private void FreePort(IDatagramSocket socket)
    {
        switch (socket)
        {
            case LinkSocket link:
                link.Abandon();
                break;
            case TcpListenSocket listener:
                listener.Abandon();
                break;
            case TcpDialer:
                // Its connections are sockets of their own.
                break;
            case TlsDialer dialer:
                dialer.Abandon();
                break;
            case TcpConnection connection:
                connection.Socket.Dispose();
                break;
            default:
                _poller.Abandon(socket);
                break;
        }
    }

    private void Wait(GuardedHandler handler)
    {
        // All reports of the last wait are handled before the next wait, so that no socket starves.
        if (_readyNext < _readyCount)
        {
            return;
        }

        TimeSpan timeout = NetLimits.MaxWait;
        Timestamp deadline = Timestamp.Min(handler.NextDeadline, Deadlines.Next);
        if (Mailbox.HasCommands || Links.HasAny)
        {
            timeout = TimeSpan.Zero;
        }
        else if (!deadline.IsNever)
        {
            TimeSpan left = deadline - MonotonicClock.Now;
            timeout = left <= TimeSpan.Zero ? TimeSpan.Zero : left < timeout ? left : timeout;
        }

        _readyCount = _poller.Wait(timeout, _ready);
        _readyNext = 0;
    }

    private void RunTurn(GuardedHandler handler)
    {
        Timestamp before = _turnBegan;
        Timestamp began = _turnBegan = MonotonicClock.Now;

        // 1. Datagrams, bounded.
        ReceiveAll(handler);

        // 2. Deadlines.
        Timestamp now = MonotonicClock.Now;
        Timestamp deadline = handler.NextDeadline;
        if (deadline <= now && !Heartbeat.IsAbandoned)
        {
            // What asks for "at once" names a time long ago, and was heard of in this turn or the one before.
            _counters.DeadlineRun(deadline < before ? before : deadline, now);
            handler.HandleDeadline(now, SendBatch);
        }

        Deadlines.Handle(now, SendBatch);

        // 3. Commands, bounded.
        ExecuteCommands(now);

        // 4. Events, packets, answers, in this order; none of it when somebody else has answered in place of a loop that stood still.
        if (Heartbeat.IsAbandoned)
        {
            return;
        }

        handler.HandleBatchEnd(now, SendBatch);
        SendBatch.Flush();
        _executed.CompleteAll();

        Timestamp ended = MonotonicClock.Now;
        _counters.TurnRun(began, ended);
        if (ended - _cpuTimeReadAt > NetLimits.CpuTimeInterval)
        {
            ReadCpuTime(ended);
        }
    }

    private void ReceiveAll(GuardedHandler handler)
    {
        int handled = 0;
        while (_readyNext < _readyCount && handled < NetLimits.DatagramsPerTurn && !Heartbeat.IsAbandoned)
        {
            // A socket closed since the wait is no longer in the table, and its id names no other.
            if (Sockets.TryGet(_ready[_readyNext++], out IDatagramSocket? socket))
            {
                handled += ReceiveFrom(socket, handler);
            }
        }

        // Links that are signaled meanwhile, or have more to give, wait for the next turn.
        for (int links = Links.Count; links > 0 && Links.TryTake(out int id); links--)
        {
            if (Sockets.TryGet(id, out IDatagramSocket? socket))
            {
                ReceiveFrom(socket, handler);
            }
        }
    }

    private int ReceiveFrom(IDatagramSocket socket, GuardedHandler handler)
    {
        int datagrams = 0;
        try
        {
            int slots = socket.Receive(_received);
            _faults.HandleSuccess(socket.Id);
            datagrams = slots == 0 ? 0 : HandleReceived(socket, slots, handler);
            if (socket is TcpConnection { IsBroken: true } connection)
            {
                Close(connection);
            }
            else if (socket is TlsDialer dialer && dialer.TryTakeClosed(out TransportTuple closed))
            {
                ReportClosed(closed);
            }
        }
        catch (Exception error)
        {
            HandleReceiveFault(socket, error);
        }

        return datagrams;
    }

    /// <summary>Closes a connection that failed. A port that many share is closed only after too many faults in a row.</summary>
    private void HandleReceiveFault(IDatagramSocket socket, Exception error)
    {
        _faults.Handle(FaultKind.Receive, error);
        if (socket is TcpConnection connection)
        {
            _faults.Run(FaultKind.Receive, () => Close(connection));
        }
        else if (_faults.IsTooMany(socket.Id))
        {
            _faults.HandleSuccess(socket.Id);
            Sockets.Remove(socket.Id, out _);
            _faults.Run(FaultKind.Receive, () => Close(socket));
        }
    }

    private int HandleReceived(IDatagramSocket socket, int slots, GuardedHandler handler)
    {
        _counters.ReceiveCalls++;
        Timestamp now = MonotonicClock.Now;
        int datagrams = 0;
        for (int i = 0; i < slots && !socket.IsClosed && !Heartbeat.IsAbandoned; i++)
        {
            TransportTuple tuple = new(socket.TupleId, socket.Protocol, _received.GetRemote(i));
            Span<byte> bytes = _received.GetBytes(i);
            int segmentLength = Math.Max(1, _received.GetSegmentLength(i));
            _counters.BytesReceived += bytes.Length;
            for (int offset = 0; offset < bytes.Length; offset += segmentLength)
            {
                int length = Math.Min(segmentLength, bytes.Length - offset);
                datagrams++;
                handler.HandleDatagram(now, tuple, bytes.Slice(offset, length), SendBatch);
            }
        }

        _counters.DatagramsReceived += datagrams;
        return datagrams;
    }

    private void ExecuteCommands(Timestamp now)
    {
        for (int i = 0; i < NetLimits.CommandsPerTurn && !_isStopping && !Heartbeat.IsAbandoned; i++)
        {
            if (Mailbox.TryTake() is not { } command)
            {
                break;
            }

            // Added first: if it throws, its caller gets an answer with the others.
            _executed.Add(command);
            command.Execute(now, SendBatch);
        }
    }

    private void ReadCpuTime(Timestamp now)
    {
        _cpuTimeReadAt = now;
        if (_poller.GetThreadCpuTime() is { } time)
        {
            _counters.SetCpuTime(time);
        }
    }
}
