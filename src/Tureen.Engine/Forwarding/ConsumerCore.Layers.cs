namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>The layers to send at most; null without layers.</summary>
    public virtual ConsumerLayers? PreferredLayers => null;

    /// <summary>The layers that are sent now; null without layers, and while nothing is sent.</summary>
    public virtual ConsumerLayers? CurrentLayers => null;

    /// <summary>Takes the layers to send at most and returns them as they hold; null, and no effect, without layers.</summary>
    public virtual ConsumerLayers? SetPreferredLayers(Primitives.Timestamp now, ConsumerLayers layers, Primitives.IDatagramSink sink) => null;
}
