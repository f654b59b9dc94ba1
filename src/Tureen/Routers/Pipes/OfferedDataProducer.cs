namespace Tureen;

/// <summary>A data producer that was offered over a pipe, and the data consumer that sends it.</summary>
internal sealed record OfferedDataProducer(PipedDataProducer Value, DataConsumer Consumer)
{
    /// <summary>What the application gets, which may change it.</summary>
    public PipedDataProducer Copy() => Value with { SctpStreamParameters = Value.SctpStreamParameters.Clone() };
}
