namespace Tureen.V2;

/// <summary>Which spatial layer a profile is.</summary>
/// <param name="labels">The profile of each layer, in ascending order.</param>
internal sealed class ProfileLayers(IReadOnlyList<Profile> labels)
{
    public IReadOnlyList<Profile> Labels { get; } = labels;

    /// <summary>The layers to send at most.</summary>
    public ConsumerLayers LayersOf(Profile preference)
    {
        if (preference == Profile.Default)
        {
            return new ConsumerLayers(Labels.Count - 1);
        }

        int layer = 0;
        for (int i = 0; i < Labels.Count; i++)
        {
            if (Labels[i] <= preference)
            {
                layer = i;
            }
        }

        return new ConsumerLayers(layer);
    }

    /// <summary>The profile of the layers that are sent.</summary>
    public Profile ProfileOf(ConsumerLayers? layers) =>
        layers is null ? Profile.None : Labels[Math.Clamp(layers.SpatialLayer, 0, Labels.Count - 1)];
}
