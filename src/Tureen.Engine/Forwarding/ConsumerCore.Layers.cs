namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>The layers to send at most; null without layers.</summary>
    public virtual ConsumerLayers? PreferredLayers => null;

    /// <summary>Takes the layers to send at most and returns them as they hold; null, and no effect, without layers.</summary>
    public virtual ConsumerLayers? SetPreferredLayers(ConsumerLayers layers) => null;
}
