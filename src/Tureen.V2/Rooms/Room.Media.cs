namespace Tureen.V2;

public sealed partial class Room
{
    /// <summary>
    /// How loud each producer was, the loudest first; every half second, even when nobody was heard. Measured only while somebody
    /// listens (v2 <c>audiolevels</c>).
    /// </summary>
    public event Action<IReadOnlyList<AudioLevelEntry>>? OnAudioLevels
    {
        add => _levels.AddHandler(value);
        remove => _levels.RemoveHandler(value);
    }

    /// <summary>Makes a detector of who speaks.</summary>
    /// <returns>The detector.</returns>
    /// <exception cref="InvalidStateException">The room is closed.</exception>
    public ActiveSpeakerDetector CreateActiveSpeakerDetector()
    {
        lock (Gate)
        {
            RequireOpen();
            return new ActiveSpeakerDetector(this);
        }
    }

    /// <summary>Sends a producer as plain RTP to an address.</summary>
    /// <param name="producer">A producer of the room.</param>
    /// <param name="options">Where to.</param>
    /// <returns>The streamer.</returns>
    /// <exception cref="InvalidStateException">The room is closed.</exception>
    /// <exception cref="MediasoupException">The producer is not of the room, or the address is none.</exception>
    public Task<RtpStreamer> CreateRtpStreamerAsync(Producer producer, RtpStreamerOptions options)
    {
        Check.Given(options);
        return RtpStreamer.CreateAsync(this, producer, options.RemoteIP, options.RemotePort, options.LocalIP);
    }

    internal void RaiseAudioLevels(Action<IReadOnlyList<AudioLevelEntry>>? handlers, IReadOnlyList<AudioLevelEntry> entries) =>
        Raise("audiolevels", handlers, entries);
}
