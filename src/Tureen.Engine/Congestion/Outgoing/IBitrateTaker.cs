using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>A consumer as the allocation sees it.</summary>
internal interface IBitrateTaker
{
    /// <summary>1 to 255; the higher is served first and gets more steps at a time.</summary>
    int Priority { get; }

    /// <summary>What it may take now.</summary>
    LayerLadder Ladder { get; }

    /// <summary>The step that it has as target; −1 for none.</summary>
    int PresentStep { get; }

    /// <summary>When it has been on its present step for long enough to go up; sooner on a path that was never full, where nothing speaks against it.</summary>
    Timestamp GetRaisableFrom(bool isPathUntried);
}
