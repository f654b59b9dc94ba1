using System.Text.Json;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.V2;

namespace Tureen.Rooms.Dashboard;

/// <summary>Makes pictures of the server, at most two each <see cref="DashboardLimits.Interval"/>, however many ask. Thread-safe.</summary>
internal sealed class ServerPictures(RoomRegistry rooms, V2Rooms v2Rooms, RoomServices services, WorkerPool workers) : IDisposable
{
    /// <summary>Shorter than the pause of a dashboard, so that each tick brings a new picture.</summary>
    private static readonly TimeSpan Freshness = DashboardLimits.Interval / 2;

    private readonly Lock _gate = new();
    private readonly WorkerLoads _loads = new(workers, services.Time);
    private readonly DateTimeOffset _startedAt = services.Time.GetUtcNow();
    private Task<string>? _picture;
    private long _madeAt;

    /// <summary>The picture of this moment, as JSON.</summary>
    public Task<string> GetAsync()
    {
        lock (_gate)
        {
            bool isFresh = _picture is { IsFaulted: false }
                && (!_picture.IsCompleted || services.Time.GetElapsedTime(Volatile.Read(ref _madeAt)) < Freshness);
            return isFresh ? _picture! : _picture = MakeAsync();
        }
    }

    public void Dispose() => _loads.Dispose();

    private async Task<string> MakeAsync()
    {
        // Not under the lock.
        await Task.Yield();
        IReadOnlyList<Room> open = rooms.Snapshot();
        RoomPicture[] shown = await Task.WhenAll(
            open.Take(DashboardLimits.MaxRooms).Select(static room => room.Loop.RunAsync(() => Pictures.Of(room))));
        var picture = new ServerPicture
        {
            At = services.Time.GetUtcNow(),
            Version = Mediasoup.Version,
            StartedAt = _startedAt,
            RoomCount = open.Count,
            V2RoomCount = v2Rooms.Count,
            SocketCount = services.Sockets.Count,
            ManagedBytes = GC.GetTotalMemory(forceFullCollection: false),
            Workers = _loads.Read(),
            Rooms = shown,
        };
        string json = JsonSerializer.Serialize(picture, DashboardJson.Default.ServerPicture);
        Volatile.Write(ref _madeAt, services.Time.GetTimestamp());
        return json;
    }
}
