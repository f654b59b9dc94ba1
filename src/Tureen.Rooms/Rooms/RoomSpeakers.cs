using System.Text.Json.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>Reports to the peers of a room who speaks. Runs on the room's loop.</summary>
internal sealed class RoomSpeakers
{
    /// <summary>The entry of a producer's own data that names its peer.</summary>
    public const string PeerIdKey = "peerId";

    /// <summary>dBov. A quieter producer counts as silent.</summary>
    private const int Threshold = -80;

    private const int MaxSpeakingPeers = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(800);

    private readonly Room _room;
    private readonly AudioLevelObserver _levels;
    private readonly ActiveSpeakerObserver _speaker;
    private Producer? _dominant;
    private bool _isSilent = true;

    private RoomSpeakers(Room room, AudioLevelObserver levels, ActiveSpeakerObserver speaker)
    {
        _room = room;
        _levels = levels;
        _speaker = speaker;
        levels.OnVolumes += volumes => room.Loop.Post(() => HandleVolumes(volumes));
        levels.OnSilence += () => room.Loop.Post(HandleSilence);
        speaker.OnDominantSpeaker += producer => room.Loop.Post(() => HandleSpeaker(producer));
    }

    public static async Task<RoomSpeakers> CreateAsync(Room room)
    {
        AudioLevelObserver levels = await room.Router.CreateAudioLevelObserverAsync(
            new AudioLevelObserverOptions { MaxEntries = MaxSpeakingPeers, Threshold = Threshold, Interval = Interval });
        try
        {
            return new RoomSpeakers(
                room,
                levels,
                await room.Router.CreateActiveSpeakerObserverAsync(new ActiveSpeakerObserverOptions { Interval = Interval }));
        }
        catch
        {
            // The next attempt makes another one.
            levels.Close();
            throw;
        }
    }

    /// <summary>Listens to one more producer of audio, until it closes. Never throws.</summary>
    public async Task AddAsync(Producer producer)
    {
        try
        {
            await _levels.AddProducerAsync(producer.Id);
            await _speaker.AddProducerAsync(producer.Id);
        }
        catch (MediasoupException exception)
        {
            _room.Logger.LogDebug("Nobody listens whether a peer speaks: {Reason}", LogText.Of(exception.Message));
        }
    }

    private static string? PeerIdOf(Producer producer) => producer.AppData.GetValueOrDefault(PeerIdKey) as string;

    private void HandleVolumes(IReadOnlyList<AudioLevelObserverVolume> volumes)
    {
        // Leaves out peers that have left meanwhile.
        AudioLevelObserverVolume[] present = [.. volumes.Where(static volume => !volume.Producer.Closed)];
        if (present.Length == 0)
        {
            return;
        }

        (string?, int)[] speaking = [.. present.Select(static volume => (PeerIdOf(volume.Producer), volume.Volume))];
        Notify(dialect => dialect.Speaking(speaking));
        if (_isSilent)
        {
            // The speaker has not changed, so nothing else reports the end of the silence.
            NotifySpeaker();
        }

        _isSilent = false;
    }

    private void HandleSilence()
    {
        _isSilent = true;
        Notify(static dialect => dialect.Silence());
    }

    private void HandleSpeaker(Producer producer)
    {
        _dominant = producer;
        if (!_isSilent)
        {
            NotifySpeaker();
        }
    }

    private void NotifySpeaker()
    {
        if (_dominant is { Closed: false } speaker)
        {
            Notify(dialect => dialect.DominantSpeaker(PeerIdOf(speaker)));
        }
    }

    private void Notify(Func<Dialect, IEnumerable<(string Method, JsonObject Data)>> messages) =>
        Announcement.SendInDialect(_room.Joined, messages, isOptional: true);
}
