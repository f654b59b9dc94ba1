using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>What one worker's sockets and loop have done. Written by the worker's thread, read by anyone.</summary>
internal sealed class NetCounters
{
    private static int _processOpenSockets;

    private long _openSockets;
    private long _deadlineLag;
    private long _maxDeadlineLag;
    private long _maxTurn;
    private RecentMaximum _recentDeadlineLag;
    private RecentMaximum _recentTurn;
    private long _cpuTimeTicks;

    private int _isAbandoned;

    /// <summary>Sockets now open in the whole process, so that tests can count leaks.</summary>
    public static int ProcessOpenSockets => Volatile.Read(ref _processOpenSockets);

    public int OpenSockets => (int)Interlocked.Read(ref _openSockets);

    /// <summary>Exceptions outside the engine that were contained.</summary>
    public FaultCounters Faults { get; } = new();

    public long Turns { get; set; }

    public long ReceiveCalls { get; set; }

    public long DatagramsReceived { get; set; }

    public long BytesReceived { get; set; }

    /// <summary>Datagrams longer than a slot of the receive batch.</summary>
    public long TruncatedDropped { get; set; }

    /// <summary>TCP connections closed at once, because there were too many and none could make room.</summary>
    public long TcpRefused { get; set; }

    /// <summary>TCP connections without an authenticated ICE check that made room for others.</summary>
    public long TcpDisplaced { get; set; }

    /// <summary>TCP connections closed because they brought no authenticated ICE check in time.</summary>
    public long TcpUnauthenticated { get; set; }

    /// <summary>Pauses of TCP listeners for want of descriptors or memory.</summary>
    public long TcpPauses { get; set; }

    public long Flushes { get; set; }

    public long SendCalls { get; set; }

    /// <summary>Messages handed to the kernel; a segmented one carries several datagrams.</summary>
    public long MessagesSent { get; set; }

    public long SegmentedMessagesSent { get; set; }

    public long DatagramsSent { get; set; }

    public long BytesSent { get; set; }

    /// <summary>Datagrams dropped because the socket's or the system's buffers were full.</summary>
    public long SendBufferFullDropped { get; set; }

    /// <summary>Datagrams the system refused to send: no route, wrong family, forbidden by a filter.</summary>
    public long SendFailedDropped { get; set; }

    /// <summary>Datagrams for a socket that is closed.</summary>
    public long SocketClosedDropped { get; set; }

    /// <summary>Segmented messages that the kernel refused and that left packet by packet.</summary>
    public long SegmentationRefused { get; set; }

    /// <summary>How late the last deadline was run.</summary>
    public TimeSpan DeadlineLag => TimeSpan.FromMicroseconds(Interlocked.Read(ref _deadlineLag));

    public TimeSpan MaxDeadlineLag => TimeSpan.FromMicroseconds(Interlocked.Read(ref _maxDeadlineLag));

    /// <summary>The longest turn without the wait: how long a datagram may have waited for others.</summary>
    public TimeSpan MaxTurn => TimeSpan.FromMicroseconds(Interlocked.Read(ref _maxTurn));

    /// <summary>The greatest of the last seconds; see <see cref="RecentMaximum"/>.</summary>
    public TimeSpan RecentDeadlineLag => TimeSpan.FromMicroseconds(_recentDeadlineLag.Value);

    /// <summary>The longest turn of the last seconds.</summary>
    public TimeSpan RecentTurn => TimeSpan.FromMicroseconds(_recentTurn.Value);

    /// <summary>CPU time of the worker's thread, zero where the system does not report it.</summary>
    public TimeSpan CpuTime => new(Interlocked.Read(ref _cpuTimeTicks));

    public void SocketOpened()
    {
        if (Volatile.Read(ref _isAbandoned) != 0)
        {
            return;
        }

        Interlocked.Increment(ref _openSockets);
        Interlocked.Increment(ref _processOpenSockets);
    }

    public void SocketClosed()
    {
        if (Volatile.Read(ref _isAbandoned) != 0)
        {
            return;
        }

        Interlocked.Decrement(ref _openSockets);
        Interlocked.Decrement(ref _processOpenSockets);
    }

    /// <summary>Another thread than the loop's freed all sockets; those that the loop closes later have been counted.</summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _isAbandoned, 1) == 0)
        {
            Interlocked.Add(ref _processOpenSockets, -(int)Interlocked.Exchange(ref _openSockets, 0));
        }
    }

    public void DeadlineRun(Timestamp wanted, Timestamp now)
    {
        long lag = Math.Max(0, now.Microseconds - wanted.Microseconds);
        _deadlineLag = lag;
        _maxDeadlineLag = Math.Max(_maxDeadlineLag, lag);
        _recentDeadlineLag.Update(now, lag);
    }

    public void TurnRun(Timestamp began, Timestamp ended)
    {
        Turns++;
        long turn = ended.Microseconds - began.Microseconds;
        _maxTurn = Math.Max(_maxTurn, turn);
        _recentTurn.Update(ended, turn);
    }

    public void SetCpuTime(TimeSpan time) => Interlocked.Exchange(ref _cpuTimeTicks, time.Ticks);
}
