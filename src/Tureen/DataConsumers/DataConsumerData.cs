using Tureen.Engine.Forwarding;

namespace Tureen;

/// <summary>The data of a data consumer when it is made, read on the worker's thread.</summary>
internal sealed record DataConsumerData(
    DataConsumerCore Core, bool Paused, bool DataProducerPaused, IReadOnlyList<int> Subchannels)
{
    public static DataConsumerData Read(DataConsumerCore core) =>
        new(core, core.IsPaused, core.IsProducerPaused, core.Subchannels);
}
