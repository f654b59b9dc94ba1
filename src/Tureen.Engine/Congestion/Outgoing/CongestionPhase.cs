using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The present state of a transport's congestion control and since when it holds.</summary>
internal sealed class CongestionPhase
{
    /// <summary>How long the path must have been clear before a consumer goes up.</summary>
    public static readonly TimeSpan UpgradePause = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes without a number count with the next packet that leaves within this time.</summary>
    private static readonly TimeSpan UntrackedLife = TimeSpan.FromMilliseconds(200);

    private int _untracked;
    private Timestamp _untrackedSince;
    private Timestamp _noVideoSince = Timestamp.Zero;
    private bool _hasVideo;

    public CongestionState State { get; private set; }

    public Timestamp ChangedAt { get; private set; } = Timestamp.Zero;

    /// <summary>Counts the paths that the transport has had.</summary>
    public byte Path { get; set; }

    public bool IsDraining { get; set; }

    /// <summary>When the last switch had its key frame; never while one waits for it.</summary>
    public Timestamp SwitchingUntil { get; private set; } = Timestamp.Zero;

    public CongestionEffects Effects { get; set; }

    public void Change(Timestamp now, CongestionState state)
    {
        if (State != state)
        {
            State = state;
            ChangedAt = now;
        }
    }

    /// <summary>Whether a switch is under way, so that its key frame is still to come.</summary>
    public void HandleSettled(Timestamp now, bool isSettled) => SwitchingUntil = isSettled ? Timestamp.Min(SwitchingUntil, now) : Timestamp.Never;

    public void SetHasVideo(Timestamp now, bool hasVideo)
    {
        if (_hasVideo && !hasVideo)
        {
            _noVideoSince = now;
        }

        _hasVideo = hasVideo;
    }

    /// <summary>Whether no video was sent for a second, so that a queue is not ours.</summary>
    public bool IsWithoutVideo(Timestamp now) => !_hasVideo && now - _noVideoSince > TimeSpan.FromSeconds(1);

    public void AddUntracked(Timestamp now, int bytes)
    {
        if (_untracked == 0 || now - _untrackedSince > UntrackedLife)
        {
            _untracked = 0;
            _untrackedSince = now;
        }

        _untracked += bytes;
    }

    /// <summary>The bytes without a number since the last packet, in units of four.</summary>
    public ushort TakeUntracked(Timestamp now)
    {
        if (_untracked == 0)
        {
            return 0;
        }

        int bytes = now - _untrackedSince > UntrackedLife ? 0 : _untracked;
        _untracked = 0;
        return (ushort)Math.Min(bytes / 4, ushort.MaxValue);
    }
}
