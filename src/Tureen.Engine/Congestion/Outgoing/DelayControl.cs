namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Everything that decides by delay: whether our own queue stands, whether it is somebody else's, whether the path only became longer.</summary>
internal sealed class DelayControl
{
    public DelayVerdict Verdict { get; } = new();

    public ForeignQueue Foreign { get; } = new();

    public BaseShift Shift { get; } = new();

    public CongestionEpisode Episode { get; } = new();

    public RecentMaximum Rates { get; } = new(slots: 10);

    public UpgradeHint Hint { get; } = new();

    public void Clear()
    {
        Verdict.Clear();
        Foreign.Clear();
        Shift.Reset();
        Episode.End();
    }
}
