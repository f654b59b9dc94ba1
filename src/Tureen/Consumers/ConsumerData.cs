using Tureen.Engine.Forwarding;

namespace Tureen;

/// <summary>The data of a consumer when it is made, read on the worker's thread.</summary>
internal sealed record ConsumerData(
    ConsumerCore Core,
    bool Paused,
    bool ProducerPaused,
    ConsumerScore Score,
    ConsumerLayers? PreferredLayers)
{
    public static ConsumerData Read(ConsumerCore core) =>
        new(core, core.IsPaused, core.IsProducerPaused, core.GetScore(), core.PreferredLayers);
}
