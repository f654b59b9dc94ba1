using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>What a peer receives, or could, of a producer of another peer (v2 Consumer).</summary>
/// <remarks>All members may be used from any thread; see <see cref="RoomObject"/> about handlers.</remarks>
public sealed class Consumer : RoomObject
{
    private readonly Room _room;
    private readonly JsonObject _rtpParameters;
    private readonly ComponentLog _log;
    private readonly EngineConsumer _engine;
    private volatile bool _closed;

    internal Consumer(Room room, Peer? owner, Producer source, JsonObject rtpParameters)
        : base(room.Dispatcher)
    {
        _room = room;
        _rtpParameters = rtpParameters;
        _log = new ComponentLog(room.LoggerFactory, "V2.Consumer");
        _engine = new EngineConsumer(this, room, rtpParameters, _log);
        Id = room.TakeConsumerId();
        Owner = owner;
        Source = source;
        AppData = source.AppData;
        SourcePaused = source.Paused;
        Reports = new PeriodicReports(room.Gate, _log, ReportAsync);
    }

    /// <summary>The consumer was closed (v2 <c>close</c>).</summary>
    public event Action<Originator, JsonNode?>? OnClose;

    /// <summary>The application, the client or the producer paused it; once for each of them (v2 <c>pause</c>).</summary>
    public event Action<Originator, JsonNode?>? OnPause;

    /// <summary>The application, the client or the producer resumed it; once for each of them (v2 <c>resume</c>).</summary>
    public event Action<Originator, JsonNode?>? OnResume;

    /// <summary>Another profile is sent (v2 <c>effectiveprofilechange</c>).</summary>
    public event Action<Profile>? OnEffectiveProfileChange;

    /// <summary>The client enabled it on a transport (v2 <c>handled</c>).</summary>
    public event Action? OnHandled;

    /// <summary>Its transport was closed; the client may enable it on another one (v2 <c>unhandled</c>).</summary>
    public event Action? OnUnhandled;

    /// <summary>A random number of eight digits.</summary>
    public int Id { get; }

    /// <summary>Whether the consumer is closed.</summary>
    public bool Closed => _closed;

    /// <summary>The application's own data; the producer's at first.</summary>
    public JsonNode? AppData { get; set; }

    /// <summary>Audio or video.</summary>
    public MediaKind Kind => Source.Kind;

    /// <summary>The peer that produces the media, which is what v2's <c>peer</c> really is; null in an <see cref="RtpStreamer"/>.</summary>
    public Peer? Peer => Owner is null ? null : Source.Peer;

    /// <summary>The peer that receives the media; null in an <see cref="RtpStreamer"/>.</summary>
    public Peer? Owner { get; }

    /// <summary>The producer.</summary>
    public Producer Source { get; }

    /// <summary>What carries it; null while it is not enabled.</summary>
    public Transport? Transport => _engine.Transport;

    /// <summary>Whether the client enabled it.</summary>
    public bool Enabled => Transport is not null;

    /// <summary>What the peer receives. A new copy each time.</summary>
    public JsonObject RtpParameters => (JsonObject)_rtpParameters.DeepClone();

    /// <summary>Whether the application paused it.</summary>
    public bool LocallyPaused { get; private set; }

    /// <summary>Whether the client paused it.</summary>
    public bool RemotelyPaused { get; private set; }

    /// <summary>Whether its producer is paused.</summary>
    public bool SourcePaused { get; private set; }

    /// <summary>Whether anybody paused it.</summary>
    public bool Paused => LocallyPaused || RemotelyPaused || SourcePaused;

    /// <summary>The best profile to send; <see cref="Profile.Default"/> for what the producer prefers.</summary>
    public Profile PreferredProfile { get; private set; } = Profile.Default;

    /// <summary>The profile that is sent; null before the first packet.</summary>
    public Profile? EffectiveProfile { get; private set; }

    internal PeriodicReports Reports { get; }

    internal IEnumerable<uint> Ssrcs
    {
        get
        {
            var encoding = (JsonObject)((JsonArray)_rtpParameters["encodings"]!)[0]!;
            return new[] { encoding.Ssrc("ssrc"), encoding.Object("rtx")?.Ssrc("ssrc") }.OfType<uint>();
        }
    }

    /// <summary>Closes the consumer. Does nothing the second time.</summary>
    /// <param name="appData">Data for <see cref="OnClose"/>; the client does not get it.</param>
    public void Close(JsonNode? appData = null)
    {
        lock (_room.Gate)
        {
            Close(Originator.Local, appData);
        }
    }

    /// <summary>Pauses the consumer: nothing is sent.</summary>
    /// <param name="appData">Data for the client and <see cref="OnPause"/>.</param>
    /// <returns>Whether it is paused; false when it is closed.</returns>
    public bool Pause(JsonNode? appData = null)
    {
        lock (_room.Gate)
        {
            if (_closed || LocallyPaused)
            {
                return !_closed;
            }

            LocallyPaused = true;
            if (Enabled && !SourcePaused)
            {
                Notify("consumerPaused", appData);
            }

            _engine.ApplyPaused();
            Raise("pause", OnPause, Originator.Local, appData);
            return Paused;
        }
    }

    /// <summary>Undoes <see cref="Pause"/>.</summary>
    /// <param name="appData">Data for the client and <see cref="OnResume"/>.</param>
    /// <returns>Whether nobody pauses it; false when it is closed.</returns>
    public bool Resume(JsonNode? appData = null)
    {
        lock (_room.Gate)
        {
            if (_closed || !LocallyPaused)
            {
                return !_closed;
            }

            LocallyPaused = false;
            if (Enabled && !SourcePaused)
            {
                Notify("consumerResumed", appData);
            }

            _engine.ApplyPaused();
            Raise("resume", OnResume, Originator.Local, appData);
            return !Paused;
        }
    }

    /// <summary>Sets the best profile to send.</summary>
    /// <param name="profile">
    /// <see cref="Profile.Default"/>, <see cref="Profile.Low"/>, <see cref="Profile.Medium"/> or <see cref="Profile.High"/>. As in v2, another one,
    /// <see cref="Profile.None"/> included, is logged as an error and changes nothing.
    /// </param>
    public void SetPreferredProfile(Profile profile)
    {
        lock (_room.Gate)
        {
            if (_closed || PreferredProfile == profile)
            {
                return;
            }

            if (!ProfileText.IsPreference(profile))
            {
                _log.Error($"setPreferredProfile() | unknown profile [profile:{profile.ToText()}]");
                return;
            }

            PreferredProfile = profile;
            _engine.ApplyPreference();
            Notify("consumerPreferredProfileSet", null, "profile", profile.ToText());
        }
    }

    /// <summary>Asks the client of the producer for a key frame. Does nothing for audio, and while nothing is sent.</summary>
    public void RequestKeyFrame()
    {
        lock (_room.Gate)
        {
            if (!_closed && !Paused && Kind == MediaKind.Video)
            {
                _engine.RequestKeyFrame();
            }
        }
    }

    /// <summary>Gets the statistics of the stream that is sent, and of the producer's stream that it comes from.</summary>
    /// <returns>Nothing while it is not enabled; one object while nothing is sent, else two.</returns>
    /// <exception cref="InvalidStateException">The consumer is closed.</exception>
    public async Task<JsonArray> GetStatsAsync()
    {
        Task<JsonArray> reading;
        lock (_room.Gate)
        {
            if (_closed)
            {
                throw new InvalidStateException("Consumer closed");
            }

            reading = _engine.GetStatsAsync();
        }

        return await reading.ConfigureAwait(false);
    }

    /// <summary>The description of it that the client gets.</summary>
    internal JsonObject ToJson()
    {
        JsonObject json = new()
        {
            ["id"] = Id,
            ["kind"] = Kind.ToText(),
            ["rtpParameters"] = RtpParameters,
            ["paused"] = Paused,
            ["preferredProfile"] = PreferredProfile.ToText(),
            ["effectiveProfile"] = EffectiveProfile?.ToText(),
        };
        return json.WithOptional("appData", AppData).WithOptional("peerName", Peer?.Name);
    }

    /// <summary>With the gate held.</summary>
    internal void Close(Originator originator, JsonNode? appData)
    {
        if (_closed)
        {
            return;
        }

        // A client that hears that the peer is gone drops its consumers by itself.
        if (!Source.Peer.Closed)
        {
            Notify("consumerClosed", null);
        }

        _closed = true;
        Reports.Disable();
        Owner?.Objects.Remove(this);
        Source.Remove(this);
        _room.FreeConsumerId(Id);
        _engine.Close();
        Raise("close", OnClose, originator, appData);
    }

    /// <summary>With the gate held: the client pauses or resumes it.</summary>
    internal void SetRemotelyPaused(bool isPaused, JsonNode? appData)
    {
        if (_closed || RemotelyPaused == isPaused)
        {
            return;
        }

        RemotelyPaused = isPaused;
        _engine.ApplyPaused();
        RaiseFlow(isPaused, Originator.Remote, appData);
    }

    /// <summary>With the gate held: the client prefers another profile.</summary>
    internal void SetRemotePreferredProfile(string? text)
    {
        Profile? profile = ProfileText.Parse(text);
        if (profile is not { } known || !ProfileText.IsPreference(known))
        {
            throw new MediasoupTypeException("unknown profile");
        }

        if (!_closed && PreferredProfile != known)
        {
            PreferredProfile = known;
            _engine.ApplyPreference();
        }
    }

    /// <summary>With the gate held: the producer was paused or resumed.</summary>
    internal void SetSourcePaused(bool isPaused)
    {
        if (_closed || SourcePaused == isPaused)
        {
            return;
        }

        SourcePaused = isPaused;
        if (Enabled && !LocallyPaused)
        {
            Notify(isPaused ? "consumerPaused" : "consumerResumed", null);
        }

        RaiseFlow(isPaused, Originator.Source, null);
    }

    /// <summary>With the gate held: the client, or a streamer, wants the media on a transport.</summary>
    /// <exception cref="InvalidStateException">It, or the transport, is closed, or it is enabled already.</exception>
    /// <exception cref="MediasoupException">Nothing of the producer fits the peer.</exception>
    internal Task EnableAsync(Transport transport, bool isPaused, string? preferredProfile) =>
        _engine.EnableAsync(transport, isPaused, preferredProfile);

    /// <summary>The engine's producer was replaced: so is the engine's consumer.</summary>
    internal Task RenewAsync() => _engine.RenewAsync();

    /// <summary>With the gate held: its transport closed.</summary>
    internal void Unhandle()
    {
        if (!_closed)
        {
            _engine.Detach();
            Raise("unhandled", OnUnhandled);
        }
    }

    /// <summary>With the gate held: what the consumer, or else the producer, prefers.</summary>
    internal void ApplyPreference() => _engine.ApplyPreference();

    /// <summary>With the gate held: the engine's consumer has its transport.</summary>
    internal void RaiseHandled() => Raise("handled", OnHandled);

    /// <summary>With the gate held: the engine sends this profile.</summary>
    internal void SetEffectiveProfile(Profile profile)
    {
        if (EffectiveProfile == profile)
        {
            return;
        }

        EffectiveProfile = profile;
        Notify("consumerEffectiveProfileChanged", null, "profile", profile.ToText());
        Raise("effectiveprofilechange", OnEffectiveProfileChange, profile);
    }

    private async Task ReportAsync()
    {
        if (Owner is null || Paused || !Enabled)
        {
            return;
        }

        JsonArray stats = await GetStatsAsync().ConfigureAwait(false);
        lock (_room.Gate)
        {
            if (Reports.IsEnabled)
            {
                Notify("consumerStats", null, "stats", stats);
            }
        }
    }

    private void RaiseFlow(bool isPaused, Originator originator, JsonNode? appData)
    {
        if (isPaused)
        {
            Raise("pause", OnPause, originator, appData);
        }
        else
        {
            Raise("resume", OnResume, originator, appData);
        }
    }

    private void Notify(string method, JsonNode? appData, string? field = null, JsonNode? value = null)
    {
        if (Owner is null)
        {
            return;
        }

        JsonObject notification = Messages.Notification(method);
        notification["id"] = Id;
        notification["peerName"] = Source.Peer.Name;
        notification.WithOptional("appData", appData);
        if (field is not null)
        {
            notification[field] = value;
        }

        Owner.Notify(notification);
    }
}
