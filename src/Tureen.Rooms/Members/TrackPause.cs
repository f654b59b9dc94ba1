namespace Tureen.Rooms.Members;

/// <summary>
/// Who has paused media: its owner, and a host who mutes it. It flows only while neither has. Runs on the room's loop, so that the worker gets the
/// changes in their order.
/// </summary>
internal sealed class TrackPause(Producer producer)
{
    /// <summary>The owner's wish. It takes effect when a mute of the host ends.</summary>
    public bool IsPausedByOwner { get; private set; }

    /// <summary>A host has muted it, which its owner cannot undo.</summary>
    public bool IsMuted { get; private set; }

    /// <summary>It began paused, because its owner is muted.</summary>
    public void BeginMuted() => IsMuted = true;

    public Task SetPausedByOwnerAsync(bool isPaused)
    {
        IsPausedByOwner = isPaused;
        return ApplyAsync();
    }

    public Task SetMutedAsync(bool isMuted)
    {
        IsMuted = isMuted;
        return ApplyAsync();
    }

    private Task ApplyAsync() => IsPausedByOwner || IsMuted ? producer.PauseAsync() : producer.ResumeAsync();
}
