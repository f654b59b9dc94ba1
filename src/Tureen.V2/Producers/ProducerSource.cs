using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Makes the engine's producer for one of v2's, more than once if needed.</summary>
/// <param name="negotiation">What the client sends.</param>
/// <param name="transport">What carries it.</param>
internal sealed class ProducerSource(ProducerNegotiation negotiation, Transport transport)
{
    public ProducerNegotiation Negotiation { get; } = negotiation;

    public Transport Transport { get; } = transport;

    /// <param name="isPaused">Begins paused.</param>
    /// <param name="onlySsrc">The one stream that arrives although others were announced; null for those.</param>
    public Task<Tureen.Producer> ProduceAsync(bool isPaused, uint? onlySsrc = null)
    {
        RtpParameters parameters = Negotiation.ToRtpParameters(onlySsrc);
        RtpMapping mapping = Negotiation.ToMapping(parameters);
        bool reportsUnnamedStream = onlySsrc is null && Negotiation.IsNamedByRidOnly;
        return Transport.Core.ProduceAsync(
            Negotiation.Kind,
            parameters,
            mapping,
            Negotiation.ToConsumable(parameters, mapping),
            new NegotiatedProducerOptions(isPaused, V2Limits.KeyFrameRequestDelay, reportsUnnamedStream));
    }
}
