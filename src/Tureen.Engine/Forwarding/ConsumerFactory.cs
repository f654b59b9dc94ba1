using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Makes consumers, each type with its own class.</summary>
internal static class ConsumerFactory
{
    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    public static ConsumerCore Create(
        EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
    {
        ConsumerValidation.Check(options);
        ConsumerCore consumer = options.Type switch
        {
            ConsumerType.Simulcast => new SimulcastConsumerCore(context, transport, producer, options),
            ConsumerType.Svc => new SvcConsumerCore(context, transport, producer, options),
            ConsumerType.Pipe => new PipeConsumerCore(context, transport, producer, options),
            _ => new SimpleConsumerCore(context, transport, producer, options),
        };
        TakeCodecs(consumer, producer);
        return consumer;
    }

    /// <summary>Takes over the codecs of the producer's streams where they differ from what was announced.</summary>
    private static void TakeCodecs(ConsumerCore consumer, ProducerCore producer)
    {
        for (int i = 0; i < producer.Streams.Count; i++)
        {
            if (producer.Streams[i] is not null)
            {
                consumer.HandleProducerCodec(i);
            }
        }
    }
}
