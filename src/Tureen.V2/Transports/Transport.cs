using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>What carries producers and consumers of a peer.</summary>
/// <remarks>All members may be used from any thread; see <see cref="RoomObject"/> about handlers.</remarks>
public abstract class Transport : RoomObject
{
    private volatile bool _closed;

    private protected Transport(Room room, Peer? peer, int id, JsonNode? appData)
        : base(room.Dispatcher)
    {
        Room = room;
        Peer = peer;
        Id = id;
        AppData = appData;
        Log = new ComponentLog(room.LoggerFactory, "V2." + GetType().Name);
        Reports = new PeriodicReports(room.Gate, Log, ReportAsync);
    }

    /// <summary>The transport was closed (v2 <c>close</c>).</summary>
    public event Action<Originator, JsonNode?>? OnClose;

    /// <summary>A number that the client chose.</summary>
    public int Id { get; }

    /// <summary>Whether the transport is closed.</summary>
    public bool Closed => _closed;

    /// <summary>The application's own data, from the client.</summary>
    public JsonNode? AppData { get; set; }

    internal abstract Tureen.Transport Core { get; }

    internal PeriodicReports Reports { get; }

    /// <summary>The one consumer on the transport of a streamer.</summary>
    internal Consumer? StreamedConsumer { get; set; }

    private protected Room Room { get; }

    private protected Peer? Peer { get; }

    private protected ComponentLog Log { get; }

    /// <summary>Closes the transport, and its producers with it. Does nothing the second time.</summary>
    /// <param name="appData">Data for the client and <see cref="OnClose"/>.</param>
    public void Close(JsonNode? appData = null)
    {
        lock (Room.Gate)
        {
            if (_closed)
            {
                return;
            }

            JsonObject notification = Messages.Notification("transportClosed");
            notification["id"] = Id;
            Peer?.Notify(notification.WithOptional("appData", appData));
            Close(Originator.Local, appData);
        }
    }

    /// <summary>With the gate held.</summary>
    internal void Close(Originator originator, JsonNode? appData)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Reports.Disable();
        Peer?.Objects.Remove(this);
        Core.Close();
        foreach (Producer producer in (Peer?.Producers ?? []).Where(producer => producer.Transport == this))
        {
            producer.Close(Originator.Local, null);
        }

        foreach (Consumer consumer in (Peer?.Consumers ?? []).Where(consumer => consumer.Transport == this))
        {
            consumer.Unhandle();
        }

        StreamedConsumer?.Unhandle();
        Raise("close", OnClose, originator, appData);
    }

    /// <summary>Applies what a message says about the client's side, if anything.</summary>
    internal abstract Task SetRemoteAsync(JsonObject fields);

    /// <summary>The description that the client gets when the transport is made.</summary>
    internal abstract JsonObject ToResponse();

    /// <summary>The statistics; null for a transport that has none.</summary>
    private protected abstract Task<JsonArray?> CollectStatsAsync();

    private async Task ReportAsync()
    {
        JsonArray? stats = await CollectStatsAsync().ConfigureAwait(false);
        lock (Room.Gate)
        {
            if (stats is not null && Reports.IsEnabled)
            {
                JsonObject notification = Messages.Notification("transportStats");
                notification["id"] = Id;
                notification["stats"] = stats;
                Peer?.Notify(notification);
            }
        }
    }
}
