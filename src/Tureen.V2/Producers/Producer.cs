using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Audio or video that a peer sends (v2 Producer).</summary>
/// <remarks>All members may be used from any thread; see <see cref="RoomObject"/> about handlers.</remarks>
public sealed class Producer : RoomObject
{
    private readonly List<Consumer> _consumers = [];
    private readonly JsonObject _rtpParameters;
    private readonly EngineProducer _engine;
    private volatile bool _closed;

    internal Producer(Peer peer, int id, MediaKind kind, JsonObject rtpParameters, ProducerSource source, Tureen.Producer core)
        : this(peer, id, kind, rtpParameters, source.Negotiation.Consumable, source.Negotiation.Labels, source, core)
    {
    }

    private Producer(
        Peer peer,
        int id,
        MediaKind kind,
        JsonObject rtpParameters,
        ConsumableMedia consumable,
        IReadOnlyList<Profile> labels,
        ProducerSource? source,
        Tureen.Producer core)
        : base(peer.Dispatcher)
    {
        Peer = peer;
        Id = id;
        Kind = kind;
        _rtpParameters = rtpParameters;
        Consumable = consumable;
        Transport = source?.Transport;
        Log = new ComponentLog(peer.Room.LoggerFactory, "V2.Producer");
        _engine = new EngineProducer(this, source, core, labels);
        Reports = new PeriodicReports(peer.Room.Gate, Log, ReportAsync);
    }

    /// <summary>The producer was closed (v2 <c>close</c>).</summary>
    public event Action<Originator, JsonNode?>? OnClose;

    /// <summary>The application or the client paused it; once for each of them (v2 <c>pause</c>).</summary>
    public event Action<Originator, JsonNode?>? OnPause;

    /// <summary>The application or the client resumed it; once for each of them (v2 <c>resume</c>).</summary>
    public event Action<Originator, JsonNode?>? OnResume;

    /// <summary>A number that the client chose.</summary>
    public int Id { get; }

    /// <summary>Whether the producer is closed.</summary>
    public bool Closed => _closed;

    /// <summary>The application's own data, from the client.</summary>
    public JsonNode? AppData { get; set; }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind { get; }

    /// <summary>The peer that produces it.</summary>
    public Peer Peer { get; }

    /// <summary>What carries it; null for a producer of a v3 transport (<see cref="Peer.AdoptProducer"/>).</summary>
    public Transport? Transport { get; }

    /// <summary>What the client says that it sends. A new copy each time.</summary>
    public JsonObject RtpParameters => (JsonObject)_rtpParameters.DeepClone();

    /// <summary>Whether the application paused it.</summary>
    public bool LocallyPaused { get; private set; }

    /// <summary>Whether the client paused it.</summary>
    public bool RemotelyPaused { get; private set; }

    /// <summary>Whether anybody paused it.</summary>
    public bool Paused => LocallyPaused || RemotelyPaused;

    /// <summary>The best profile for consumers that have no preference of their own.</summary>
    public Profile PreferredProfile { get; private set; } = Profile.Default;

    /// <summary>
    /// The v3 producer below: v3 transports of <see cref="Room.GetRouterAsync"/> consume it by its id. It may be replaced by another
    /// one when the first packet comes, if the client announced streams that it does not send.
    /// </summary>
    public Tureen.Producer RouterProducer => Core;

    internal Tureen.Producer Core => _engine.Core;

    internal ConsumableMedia Consumable { get; }

    internal ProfileLayers Layers => _engine.Layers;

    internal PeriodicReports Reports { get; }

    internal ComponentLog Log { get; }

    /// <summary>With the gate held: a copy.</summary>
    internal Consumer[] Consumers => [.. _consumers];

    /// <summary>The client made it paused, which is no event.</summary>
    internal bool IsRemotelyPausedAtFirst
    {
        init => RemotelyPaused = value;
    }

    private Lock Gate => Peer.Room.Gate;

    /// <summary>Closes the producer. Does nothing the second time.</summary>
    /// <param name="appData">Data for the client and <see cref="OnClose"/>.</param>
    public void Close(JsonNode? appData = null)
    {
        lock (Gate)
        {
            if (_closed)
            {
                return;
            }

            if (Transport is not { Closed: true })
            {
                Notify("producerClosed", appData);
            }

            Close(Originator.Local, appData);
        }
    }

    /// <summary>Pauses the producer: nothing is forwarded.</summary>
    /// <param name="appData">Data for the client and <see cref="OnPause"/>.</param>
    /// <returns>Whether it is paused; false when it is closed.</returns>
    public bool Pause(JsonNode? appData = null)
    {
        lock (Gate)
        {
            if (_closed || LocallyPaused)
            {
                return !_closed;
            }

            bool wasPaused = Paused;
            LocallyPaused = true;
            Notify("producerPaused", appData);
            HandlePausedChanged(wasPaused);
            Raise("pause", OnPause, Originator.Local, appData);
            return Paused;
        }
    }

    /// <summary>Undoes <see cref="Pause"/>.</summary>
    /// <param name="appData">Data for the client and <see cref="OnResume"/>.</param>
    /// <returns>Whether it is not paused, also not by the client; false when it is closed.</returns>
    public bool Resume(JsonNode? appData = null)
    {
        lock (Gate)
        {
            if (_closed || !LocallyPaused)
            {
                return !_closed;
            }

            LocallyPaused = false;
            Notify("producerResumed", appData);
            HandlePausedChanged(wasPaused: true);
            Raise("resume", OnResume, Originator.Local, appData);
            return !Paused;
        }
    }

    /// <summary>Sets the best profile for consumers that have no preference of their own.</summary>
    /// <param name="profile">
    /// <see cref="Profile.Default"/>, <see cref="Profile.Low"/>, <see cref="Profile.Medium"/> or <see cref="Profile.High"/>. As in v2, another one,
    /// <see cref="Profile.None"/> included, is logged as an error and changes nothing.
    /// </param>
    public void SetPreferredProfile(Profile profile)
    {
        lock (Gate)
        {
            if (_closed || PreferredProfile == profile)
            {
                return;
            }

            if (!ProfileText.IsPreference(profile))
            {
                Log.Error($"setPreferredProfile() | unknown profile [profile:{profile.ToText()}]");
                return;
            }

            PreferredProfile = profile;
            foreach (Consumer consumer in _consumers)
            {
                consumer.ApplyPreference();
            }
        }
    }

    /// <summary>Gets the statistics of each received stream.</summary>
    /// <returns>One object a stream; none before media comes.</returns>
    /// <exception cref="InvalidStateException">The producer is closed.</exception>
    public async Task<JsonArray> GetStatsAsync()
    {
        if (_closed)
        {
            throw new InvalidStateException("Producer closed");
        }

        return StreamStats.ToJson(await Core.GetStatsAsync().ConfigureAwait(false), Transport?.Id);
    }

    /// <summary>A v3 producer that a peer of v2 shows to the others.</summary>
    internal static Producer Adopt(Peer peer, int id, Tureen.Producer core, JsonNode? appData)
    {
        (ConsumableMedia consumable, IReadOnlyList<Profile> labels) = AdoptedMedia.Describe(core, peer.Room.Capabilities);
        return new Producer(peer, id, core.Kind, AdoptedMedia.Parameters(core), consumable, labels, source: null, core)
        {
            AppData = appData,
            IsRemotelyPausedAtFirst = core.Paused,
        };
    }

    /// <summary>With the gate held: listens to the engine's producer.</summary>
    internal void Watch() => _engine.Watch();

    /// <summary>With the gate held: the producer closes, and its consumers with it.</summary>
    internal void Close(Originator originator, JsonNode? appData)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        Reports.Disable();
        Peer.Objects.Remove(this);
        _engine.Close();
        Raise("close", OnClose, originator, appData);
        foreach (Consumer consumer in Consumers)
        {
            consumer.Close(originator, null);
        }
    }

    /// <summary>With the gate held: the client pauses or resumes it.</summary>
    internal void SetRemotelyPaused(bool isPaused, JsonNode? appData)
    {
        if (_closed || RemotelyPaused == isPaused)
        {
            return;
        }

        bool wasPaused = Paused;
        RemotelyPaused = isPaused;
        HandlePausedChanged(wasPaused);
        if (isPaused)
        {
            Raise("pause", OnPause, Originator.Remote, appData);
        }
        else
        {
            Raise("resume", OnResume, Originator.Remote, appData);
        }
    }

    /// <summary>With the gate held.</summary>
    internal void Add(Consumer consumer) => _consumers.Add(consumer);

    /// <summary>With the gate held.</summary>
    internal void Remove(Consumer consumer) => _consumers.Remove(consumer);

    private void HandlePausedChanged(bool wasPaused)
    {
        if (Paused == wasPaused)
        {
            return;
        }

        _engine.ApplyPaused();
        foreach (Consumer consumer in Consumers)
        {
            consumer.SetSourcePaused(Paused);
        }
    }

    private async Task ReportAsync()
    {
        if (Paused)
        {
            return;
        }

        JsonArray stats = await GetStatsAsync().ConfigureAwait(false);
        lock (Gate)
        {
            JsonObject notification = Messages.Notification("producerStats");
            notification["id"] = Id;
            notification["stats"] = stats;
            if (Reports.IsEnabled)
            {
                Peer.Notify(notification);
            }
        }
    }

    private void Notify(string method, JsonNode? appData)
    {
        JsonObject notification = Messages.Notification(method);
        notification["id"] = Id;
        notification["peerName"] = Peer.Name;
        Peer.Notify(notification.WithOptional("appData", appData));
    }
}
