namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The choices of layers that a consumer may take now, the lowest first.</summary>
internal sealed class LayerLadder
{
    /// <summary>Steps. Four encodings or spatial layers with eight temporal layers each.</summary>
    public const int Capacity = 32;

    private readonly LayerStep[] _steps = new LayerStep[Capacity];

    public int Count { get; private set; }

    /// <summary>The steps that can be taken at once; those above flow, but cannot be switched to yet.</summary>
    public int ReadyCount { get; private set; }

    public ref readonly LayerStep this[int index] => ref _steps[index];

    public void Clear()
    {
        Count = 0;
        ReadyCount = 0;
    }

    /// <summary>Adds the next higher choice; one that costs less than the last counts as much as it.</summary>
    /// <param name="step">The choice.</param>
    /// <param name="isReady">Whether it can be taken at once; none above one that is not ready is.</param>
    public void Add(in LayerStep step, bool isReady = true)
    {
        if (Count == Capacity)
        {
            return;
        }

        double keep = step.KeepRate;
        double raise = Math.Max(step.RaiseRate, keep);
        if (Count > 0)
        {
            keep = Math.Max(keep, _steps[Count - 1].KeepRate);
            raise = Math.Max(raise, _steps[Count - 1].RaiseRate);
        }

        _steps[Count++] = step with { KeepRate = keep, RaiseRate = raise };
        if (isReady && ReadyCount == Count - 1)
        {
            ReadyCount = Count;
        }
    }

    /// <summary>The highest step that is not above these layers; −1 when there is none.</summary>
    public int Find(int spatialLayer, int temporalLayer)
    {
        int found = -1;
        for (int i = 0; i < Count; i++)
        {
            ref readonly LayerStep step = ref _steps[i];
            bool isAbove = step.SpatialLayer > spatialLayer || (step.SpatialLayer == spatialLayer && step.TemporalLayer > temporalLayer);
            found = isAbove ? found : i;
        }

        return found;
    }
}
