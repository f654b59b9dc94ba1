using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Fuzz.Scenes;

/// <summary>One producer of a <see cref="MediaScene"/> and how it is consumed.</summary>
internal sealed record MediaSource
{
    public required ProducerCoreOptions Producer { get; init; }

    /// <summary>Of the consumer that suits it best; there are others.</summary>
    public required ConsumerType Type { get; init; }

    public RtpParameters Consumable => RouterNegotiation.GetConsumableRtpParameters(
        Producer.Kind, Producer.RtpParameters, MediaParameters.Router, Producer.RtpMapping);

    /// <summary>A consumer of it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="type">Its type.</param>
    /// <param name="ssrc">The first of the SSRCs that it may use.</param>
    public ConsumerCoreOptions Consumer(string id, ConsumerType type, uint ssrc)
    {
        RtpParameters consumable = Consumable;
        return new ConsumerCoreOptions
        {
            Id = id,
            Kind = Producer.Kind,
            Type = type,
            RtpParameters = type == ConsumerType.Pipe
                ? ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: true, ssrc, ssrc + 8)
                : ConsumerNegotiation.GetConsumerRtpParameters(consumable, MediaParameters.Router, pipe: false, enableRtx: true, ssrc, ssrc + 1),
            ConsumableEncodings = consumable.Encodings,
        };
    }
}
