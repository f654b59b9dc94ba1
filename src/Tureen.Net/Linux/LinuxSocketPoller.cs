using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Linux;

/// <summary>epoll over a worker's sockets, and an eventfd to wake it.</summary>
internal sealed unsafe class LinuxSocketPoller : ISocketPoller
{
    private const int WakeId = 0;

    private readonly NetCounters _counters;
    private readonly LinuxBuffers _receiveBuffers = new(NetLimits.ReceiveBatch);
    private readonly LinuxBuffers _sendBuffers = new(NetLimits.SendMessages);
    private readonly byte[] _events =
        GC.AllocateArray<byte>((NetLimits.ReadySockets + 1) * EpollEvents.Stride, pinned: true);

    // Other threads may wake while this is disposed, and must not write to a descriptor that has a new owner.
    private readonly SafeFileHandle _wake;
    private readonly int _epoll;

    /// <summary>What stream sockets are watched for, by their ids.</summary>
    private readonly Dictionary<int, uint> _streams = [];
    private bool _hasNanosecondWait = true;
    private bool _isDisposed;

    public LinuxSocketPoller(NetCounters counters)
    {
        _counters = counters;
        _epoll = LinuxNative.EpollCreate(LinuxConstants.EpollCloseOnExec);
        if (_epoll < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "epoll_create1 failed");
        }

        int wake = LinuxNative.EventDescriptor(0, LinuxConstants.EventNonBlocking | LinuxConstants.EventCloseOnExec);
        if (wake < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            _ = LinuxNative.Close(_epoll);
            throw new Win32Exception(error, "eventfd failed");
        }

        _wake = new SafeFileHandle(wake, ownsHandle: true);
        if (!TryControl(LinuxConstants.EpollAdd, wake, LinuxConstants.EpollIn, WakeId))
        {
            int error = Marshal.GetLastPInvokeError();
            _wake.Dispose();
            _ = LinuxNative.Close(_epoll);
            throw new Win32Exception(error, "epoll_ctl failed");
        }
    }

    public static bool IsSupported =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess && BitConverter.IsLittleEndian;

    public int ReceiveSlotLength => EngineLimits.MaxDatagramLength;

    public IDatagramSocket? TryOpenUdp(int socketId, in ListenParameters parameters, int port, out BindRefusal refusal)
    {
        LinuxUdpSocket? socket = LinuxUdpBinder.TryOpen(
            socketId, parameters, port, (_receiveBuffers, _sendBuffers), _counters, out refusal);
        if (socket is not null && !TryControl(LinuxConstants.EpollAdd, socket.Descriptor, LinuxConstants.EpollIn, socketId))
        {
            refusal = LinuxUdpBinder.LastRefusal();
            socket.Dispose();
            return null;
        }

        return socket;
    }

    public IDatagramSocket? TryConnectUdp(int socketId, IDatagramSocket socket, in NetworkAddress remote)
    {
        if (socket is not LinuxUdpSocket main
            || LinuxUdpBinder.TryConnect(socketId, main, remote, (_receiveBuffers, _sendBuffers), _counters) is not { } connected)
        {
            return null;
        }

        if (!TryControl(LinuxConstants.EpollAdd, connected.Descriptor, LinuxConstants.EpollIn, socketId))
        {
            connected.Dispose();
            return null;
        }

        main.Prefer(remote, connected);
        return connected;
    }

    public void Close(IDatagramSocket socket) => socket.Dispose();

    public void Abandon(IDatagramSocket socket) => ((LinuxUdpSocket)socket).Abandon(_wake);

    public bool TryWatch(int id, Socket socket, bool wantsToSend)
    {
        uint events = LinuxConstants.EpollIn | (wantsToSend ? LinuxConstants.EpollOut : 0);
        if (_streams.TryGetValue(id, out uint known) && known == events)
        {
            return true;
        }

        int operation = known == 0 ? LinuxConstants.EpollAdd : LinuxConstants.EpollModify;
        if (!TryControl(operation, (int)socket.Handle, events, id))
        {
            return false;
        }

        _streams[id] = events;
        return true;
    }

    public void Unwatch(int id, Socket socket)
    {
        if (_streams.Remove(id))
        {
            byte* request = stackalloc byte[EpollEvents.Stride];
            _ = LinuxNative.EpollControl(_epoll, LinuxConstants.EpollDelete, (int)socket.Handle, request);
        }
    }

    public int Wait(TimeSpan timeout, Span<int> ready)
    {
        int capacity = Math.Min(ready.Length, NetLimits.ReadySockets) + 1;
        byte* events = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, 0);
        int count = WaitNative(events, capacity, timeout);
        int written = 0;
        for (int i = 0; i < count; i++)
        {
            int id = EpollEvents.ReadData(events, i);
            if (id == WakeId)
            {
                ulong value;
                _ = LinuxNative.Read(_wake, &value, sizeof(ulong));
            }
            else if (written < ready.Length)
            {
                ready[written++] = id;
            }
        }

        return written;
    }

    public void Wake()
    {
        try
        {
            ulong one = 1;
            _ = LinuxNative.Write(_wake, &one, sizeof(ulong));
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended; nobody needs to wake.
        }
    }

    public TimeSpan? GetThreadCpuTime()
    {
        TimeSpecification time;
        return LinuxNative.ClockGetTime(LinuxConstants.ClockThreadCpuTime, &time) == 0 ? time.ToTimeSpan() : null;
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _ = LinuxNative.Close(_epoll);
        _wake.Dispose();
        _receiveBuffers.Dispose();
        _sendBuffers.Dispose();
    }

    // Nothing waits longer than the kernel's resolution where epoll_pwait2 exists (Linux 5.11, glibc 2.35).
    private int WaitNative(byte* events, int capacity, TimeSpan timeout)
    {
        if (_hasNanosecondWait && timeout > TimeSpan.Zero)
        {
            try
            {
                TimeSpecification specification = TimeSpecification.From(timeout);
                int count = LinuxNative.EpollWaitNanoseconds(_epoll, events, capacity, &specification, null);
                if (count >= 0 || LinuxNative.LastError != LinuxError.NoSystemCall)
                {
                    return count;
                }
            }
            catch (EntryPointNotFoundException)
            {
                // An older C library.
            }

            _hasNanosecondWait = false;
        }

        return LinuxNative.EpollWait(_epoll, events, capacity, (int)Math.Ceiling(timeout.TotalMilliseconds));
    }

    private bool TryControl(int operation, int descriptor, uint events, int id)
    {
        byte* request = stackalloc byte[EpollEvents.Stride];
        EpollEvents.Write(request, events, id);
        return LinuxNative.EpollControl(_epoll, operation, descriptor, request) == 0;
    }
}
