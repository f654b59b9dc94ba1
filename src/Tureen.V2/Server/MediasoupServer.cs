using System.Net.Sockets;

namespace Tureen.V2;

/// <summary>Workers and the rooms on them (v2 Server).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed class MediasoupServer : RoomObject, IDisposable, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Worker> _workers = [];
    private readonly List<Worker> _all;
    private readonly HashSet<Room> _rooms = [];
    private readonly ServerSettings _settings;
    private readonly ListenPlan _listen;
    private int _lastWorkerIdx;
    private bool _closed;

    /// <summary>Starts a server with its workers.</summary>
    /// <param name="settings">How it runs; null for the defaults.</param>
    /// <exception cref="MediasoupTypeException">A setting is wrong.</exception>
    /// <exception cref="MediasoupException">A worker cannot be started.</exception>
    public MediasoupServer(ServerSettings? settings = null)
        : base(new EventDispatcher())
    {
        _settings = settings ?? new ServerSettings();
        System.Net.IPAddress? v4 = _settings.RtcIPv4.Resolve(AddressFamily.InterNetwork);
        System.Net.IPAddress? v6 = _settings.RtcIPv6.Resolve(AddressFamily.InterNetworkV6);
        if (v4 is null && v6 is null)
        {
            throw new MediasoupException("neither IPv4 nor IPv6 can be used for media");
        }

        _listen = new ListenPlan(
            v4, v4 is null ? null : _settings.RtcAnnouncedIPv4, v6, v6 is null ? null : _settings.RtcAnnouncedIPv6);
        int count = _settings.NumWorkers > 0 ? _settings.NumWorkers : Environment.ProcessorCount;
        try
        {
            for (int index = 0; index < count; index++)
            {
                _workers.Add(StartWorker(index, count));
            }
        }
        catch
        {
            _workers.ForEach(static worker => worker.Close());
            throw;
        }

        _all = [.. _workers];
        foreach (Worker worker in _all)
        {
            worker.OnDied += _ => HandleDied(worker);
        }
    }

    /// <summary>The server was closed (v2 <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A room was made (v2 <c>newroom</c>).</summary>
    public event Action<Room>? OnNewRoom;

    /// <summary>Whether the server is closed.</summary>
    public bool Closed
    {
        get
        {
            lock (_gate)
            {
                return _closed;
            }
        }
    }

    /// <summary>The workers that live.</summary>
    public int NumWorkers
    {
        get
        {
            lock (_gate)
            {
                return _workers.Count;
            }
        }
    }

    /// <summary>Makes a room (v2 <c>server.Room()</c>).</summary>
    /// <param name="mediaCodecs">What it carries.</param>
    /// <param name="options">More; null for the defaults.</param>
    /// <returns>The room.</returns>
    /// <exception cref="InvalidStateException">The server is closed.</exception>
    /// <exception cref="MediasoupTypeException">There is no codec, or one is malformed.</exception>
    /// <exception cref="MediasoupException">A codec is not supported, or there is no such worker.</exception>
    public Room CreateRoom(IReadOnlyList<RoomMediaCodec> mediaCodecs, RoomOptions? options = null)
    {
        options ??= new RoomOptions();
        Room room;
        lock (_gate)
        {
            if (_closed)
            {
                throw new InvalidStateException("Server closed");
            }

            V2Capabilities capabilities = RoomCapabilities.Generate(mediaCodecs, options.HeaderExtensionSet);
            room = new Room(NextWorker(options.WorkerIdx), capabilities, _listen, Dispatcher, _settings.LoggerFactory);
            _rooms.Add(room);
        }

        room.Closing += () => Forget(room);
        Raise("newroom", OnNewRoom, room);
        return room;
    }

    /// <summary>Changes what all workers log.</summary>
    /// <param name="settings">What to change.</param>
    /// <returns>Completes when the workers have applied the change.</returns>
    /// <exception cref="InvalidStateException">The server is closed.</exception>
    /// <exception cref="MediasoupTypeException">The level is unknown.</exception>
    public async Task UpdateSettingsAsync(WorkerUpdateableSettings settings)
    {
        Worker[] workers;
        lock (_gate)
        {
            if (_closed)
            {
                throw new InvalidStateException("Server closed");
            }

            workers = [.. _workers];
        }

        foreach (Worker worker in workers)
        {
            await worker.UpdateSettingsAsync(settings).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the server, its workers and rooms. Does nothing the second time.</summary>
    public void Close()
    {
        Worker[] workers;
        Room[] rooms;
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            workers = [.. _workers];
            rooms = [.. _rooms];
            _workers.Clear();
        }

        Raise("close", OnClose);
        foreach (Worker worker in workers)
        {
            foreach (Room room in rooms.Where(room => room.Worker == worker))
            {
                room.Close();
            }

            worker.Close();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the server and waits until its workers have ended.</summary>
    /// <returns>Completes when the workers have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        Close();
        foreach (Worker worker in _all)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Which worker carries a room, for tests.</summary>
    internal int IndexOf(Room room) => _all.IndexOf(room.Worker);

    private Worker StartWorker(int index, int count)
    {
        (int min, int max) = PortSplit.Of(_settings.RtcMinPort, _settings.RtcMaxPort, count, index);
        return Worker.Start(new WorkerSettings
        {
            LogLevel = _settings.LogLevel,
            LogTags = _settings.LogTags,
            RtcMinPort = min,
            RtcMaxPort = max,
            DtlsCertificateFile = _settings.DtlsCertificateFile is { } certificate ? Path.GetFullPath(certificate) : null,
            DtlsPrivateKeyFile = _settings.DtlsPrivateKeyFile is { } key ? Path.GetFullPath(key) : null,
            LoggerFactory = _settings.LoggerFactory,
        });
    }

    /// <summary>v2 moves to the next worker before it uses one, so the first room is on the second worker.</summary>
    private Worker NextWorker(int? workerIdx)
    {
        if (workerIdx is { } wanted)
        {
            if (wanted < 0 || wanted >= _workers.Count)
            {
                throw new MediasoupException("invalid workerIdx");
            }

            _lastWorkerIdx = wanted;
        }
        else
        {
            _lastWorkerIdx = (_lastWorkerIdx + 1) % _workers.Count;
        }

        return _workers[_lastWorkerIdx];
    }

    private void Forget(Room room)
    {
        lock (_gate)
        {
            _rooms.Remove(room);
        }
    }

    private void HandleDied(Worker worker)
    {
        Room[] rooms;
        bool isLast;
        lock (_gate)
        {
            _workers.Remove(worker);
            _lastWorkerIdx = 0;
            rooms = [.. _rooms.Where(room => room.Worker == worker)];
            isLast = _workers.Count == 0;
        }

        foreach (Room room in rooms)
        {
            room.Close();
        }

        if (isLast)
        {
            Close();
        }
    }
}
