using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Settings;
using Tureen.V2;

namespace Tureen.Rooms.V2;

/// <summary>The rooms of mediasoup v2, with workers of their own. Those start with the first room; a room ends with its last WebSocket.</summary>
internal sealed class V2Rooms(TureenRoomsOptions options, RoomServices services, PacedLoggerFactory loggerFactory) : IAsyncDisposable
{
    private readonly Dictionary<string, V2RoomEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private MediasoupServer? _server;
    private readonly AddressShares _shares = new(Math.Min(V2Limits.MaxRooms, options.Limits.MaxRooms), options.Limits.MaxRoomsPerAddress);
    private bool _isClosed;

    /// <summary>Null when it is not open.</summary>
    public Tureen.V2.Room? Find(string roomId)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(roomId)?.Room;
        }
    }

    /// <summary>What administrators do in a room; null when it is not open.</summary>
    public V2Moderation? FindModeration(string roomId)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(roomId) is { Room.Closed: false } entry ? entry.Moderation : null;
        }
    }

    /// <summary>The same of all open rooms.</summary>
    public IReadOnlyList<V2Moderation> Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries.Values.Where(static entry => !entry.Room.Closed).Select(static entry => entry.Moderation)];
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gives a room to a connection, and opens it if needed.</summary>
    /// <exception cref="ProtooException">A limit is reached, or the server is ending.</exception>
    /// <exception cref="MediasoupException">The workers cannot be started.</exception>
    public V2RoomEntry Acquire(string roomId, AddressKey address)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "the server is shutting down");
            }

            if (!_entries.TryGetValue(roomId, out V2RoomEntry? entry) || entry.Room.Closed)
            {
                entry = Open(roomId, address);
                _entries[roomId] = entry;
            }

            entry.Holders++;
            return entry;
        }
    }

    public void Release(string roomId, V2RoomEntry entry)
    {
        lock (_gate)
        {
            if (--entry.Holders > 0)
            {
                return;
            }

            if (_entries.GetValueOrDefault(roomId) == entry)
            {
                _entries.Remove(roomId);
            }
        }

        entry.Share.Dispose();
        entry.Room.Close();
    }

    /// <summary>Closes all rooms, and opens no new ones.</summary>
    public void Close()
    {
        MediasoupServer? server;
        lock (_gate)
        {
            _isClosed = true;
            server = _server;
        }

        server?.Close();
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private V2RoomEntry Open(string roomId, AddressKey address)
    {
        IDisposable share = _shares.TryTake(address)
            ?? throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "too many rooms");
        try
        {
            return new V2RoomEntry(roomId, CreateRoom(), share, services);
        }
        catch
        {
            share.Dispose();
            throw;
        }
    }

    private Tureen.V2.Room CreateRoom()
    {
        // A server whose workers have all failed has closed itself.
        if (_server is null or { Closed: true })
        {
            _server = new MediasoupServer(CreateSettings());
        }

        return _server.CreateRoom(
        [
            new RoomMediaCodec
            {
                Kind = MediaKind.Audio,
                Name = "opus",
                ClockRate = 48_000,
                Channels = 2,
                Parameters = new JsonObject { ["useinbandfec"] = 1 },
            },
            Video("VP8", []),
            Video("VP9", []),
            Video("H264", new JsonObject
            {
                ["packetization-mode"] = 1,
                ["profile-level-id"] = "42e01f",
                ["level-asymmetry-allowed"] = 1,
            }),
        ]);
    }

    private ServerSettings CreateSettings()
    {
        MediaAddress address = MediaAddress.Choose(options);
        IPAddress ip = IPAddress.Parse(address.Ip);
        bool isAny = ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);
        bool isIPv6 = ip.AddressFamily == AddressFamily.InterNetworkV6;
        ListenAddress listen = isAny ? ListenAddress.First : ListenAddress.Of(address.Ip);
        return new ServerSettings
        {
            NumWorkers = options.Workers,
            RtcIPv4 = isIPv6 ? ListenAddress.Off : listen,
            RtcIPv6 = isIPv6 ? listen : ListenAddress.Off,
            RtcAnnouncedIPv4 = isIPv6 ? null : address.Announced,
            RtcAnnouncedIPv6 = isIPv6 ? address.Announced : null,
            RtcMinPort = options.RtcMinPort,
            RtcMaxPort = options.RtcMaxPort,
            LoggerFactory = loggerFactory,
        };
    }

    private static RoomMediaCodec Video(string name, JsonObject parameters) =>
        new() { Kind = MediaKind.Video, Name = name, ClockRate = 90_000, Parameters = parameters };
}
