using Tureen.Engine.Forwarding;

namespace Tureen;

/// <summary>What is made on a transport.</summary>
public abstract partial class Transport
{
    /// <summary>Makes a producer: lets the peer send media to the router.</summary>
    /// <param name="options">What it sends, and more.</param>
    /// <returns>The producer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong, or the id is used in this transport.</exception>
    /// <exception cref="UnsupportedException">The router has no such codec.</exception>
    /// <exception cref="MediasoupException">The id is used in the worker, or the SSRC, MID or RID in this transport.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<Producer> ProduceAsync(ProducerOptions options)
    {
        Log.Debug("produce()");
        return await Media.ProduceAsync(options).ConfigureAwait(false);
    }

    /// <summary>Makes a consumer: sends the media of a producer of the same router to the peer.</summary>
    /// <param name="options">Which producer, what the peer can receive, and more.</param>
    /// <returns>The consumer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    /// <exception cref="UnsupportedException">The peer cannot receive any codec of the producer.</exception>
    /// <exception cref="NotFoundException">There is no such producer, or the transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<Consumer> ConsumeAsync(ConsumerOptions options)
    {
        Log.Debug("consume()");
        (Producer producer, ConsumerCoreOptions core) = Resolve(options);
        return await Media.ConsumeAsync(producer, core, options.AppData).ConfigureAwait(false);
    }

    /// <summary>Makes a data producer: lets the peer, or on a DirectTransport the application, send messages to the router.</summary>
    /// <param name="options">Which SCTP stream, and more; null only on a DirectTransport.</param>
    /// <returns>The data producer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong, or the id is used in this transport.</exception>
    /// <exception cref="MediasoupException">The id is used in the worker, or the stream in this transport, or it has no SCTP.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<DataProducer> ProduceDataAsync(DataProducerOptions? options = null)
    {
        Log.Debug("produceData()");
        return await Data.ProduceAsync(options ?? new DataProducerOptions()).ConfigureAwait(false);
    }

    /// <summary>Makes a data consumer: sends the messages of a data producer of the same router to the peer.</summary>
    /// <param name="options">Which data producer, and more.</param>
    /// <returns>The data consumer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    /// <exception cref="MediasoupException">The transport has no SCTP, or no stream is free.</exception>
    /// <exception cref="NotFoundException">There is no such data producer, or the transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<DataConsumer> ConsumeDataAsync(DataConsumerOptions options)
    {
        Log.Debug("consumeData()");
        return await Data.ConsumeAsync(options).ConfigureAwait(false);
    }

    /// <summary>What a consumer sends.</summary>
    private protected virtual (Producer Producer, ConsumerCoreOptions Core) Resolve(ConsumerOptions options) => Media.Resolve(options);
}
