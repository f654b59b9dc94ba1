namespace Tureen.V2;

/// <summary>Reports who speaks (v2 ActiveSpeakerDetector). It closes with its room.</summary>
public sealed class ActiveSpeakerDetector : RoomObject, IDisposable
{
    private readonly Room _room;
    private readonly SpeakerChoice<Producer> _choice = new(static producer => producer is { Closed: false, Paused: false });
    private bool _closed;

    internal ActiveSpeakerDetector(Room room)
        : base(room.Dispatcher)
    {
        _room = room;
        room.OnAudioLevels += HandleLevels;
        room.Closing += Close;
    }

    /// <summary>The detector was closed (v2 <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>Somebody else speaks; null and null when nobody does (v2 <c>activespeakerchange</c>).</summary>
    public event Action<Peer?, Producer?>? OnActiveSpeakerChange;

    /// <summary>Whether the detector is closed.</summary>
    public bool Closed => Volatile.Read(ref _closed);

    /// <summary>Closes the detector. Does nothing the second time.</summary>
    public void Close()
    {
        lock (_room.Gate)
        {
            if (_closed)
            {
                return;
            }

            Volatile.Write(ref _closed, true);
            _room.OnAudioLevels -= HandleLevels;
            _room.Closing -= Close;
            Raise("close", OnClose);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>With the gate held: one report.</summary>
    internal void HandleLevels(IReadOnlyList<AudioLevelEntry> entries)
    {
        AudioLevelEntry? loudest = entries.Count > 0 ? entries[0] : null;
        if (!_closed && _choice.Update(loudest?.Producer, loudest?.AudioLevel ?? 0))
        {
            Raise("activespeakerchange", OnActiveSpeakerChange, _choice.Active?.Peer, _choice.Active);
        }
    }
}
