namespace Tureen;

/// <summary>A producer that was offered over a pipe, and the consumer that sends it.</summary>
internal sealed record OfferedProducer(PipedProducer Value, Consumer Consumer)
{
    /// <summary>What the application gets, which may change it.</summary>
    public PipedProducer Copy() => Value with { RtpParameters = Value.RtpParameters.Clone() };
}
