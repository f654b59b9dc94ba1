using Tureen.Engine.Transports.Pipes;

namespace Tureen;

/// <summary>What one end of a pipe offers to the other one: each producer once, however often it is asked for.</summary>
internal sealed class PipeOffers(PipeTransport transport, PipeControl control, string pipeId)
{
    private readonly SharedTasks<string, OfferedProducer> _media = new(static offered => offered.Consumer.Closed);
    private readonly SharedTasks<string, OfferedDataProducer> _data = new(static offered => offered.Consumer.Closed);
    private uint _lastNumber;

    public async Task<PipedProducer> OfferAsync(Producer producer) =>
        (await _media.GetOrAddAsync(producer.Id, () => CreateAsync(producer)).ConfigureAwait(false)).Copy();

    public async Task<PipedDataProducer> OfferAsync(DataProducer producer) =>
        (await _data.GetOrAddAsync(producer.Id, () => CreateAsync(producer)).ConfigureAwait(false)).Copy();

    private async Task<OfferedProducer> CreateAsync(Producer producer)
    {
        var entry = new OfferedMedia(control, Interlocked.Increment(ref _lastNumber));
        Consumer consumer = await transport.ConsumeForAsync(entry, producer.Id).ConfigureAwait(false);
        await PipeAttachment.RunAsync(transport, () => entry.Attach(consumer.Alive()), consumer.Close).ConfigureAwait(false);

        consumer.Observer.OnClose += () => _media.Forget(producer.Id);
        return new OfferedProducer(
            new PipedProducer
            {
                PipeId = pipeId,
                Number = entry.Number,
                ProducerId = producer.Id,
                Kind = producer.Kind,
                RtpParameters = consumer.RtpParameters,
                Paused = consumer.ProducerPaused,
            },
            consumer);
    }

    private async Task<OfferedDataProducer> CreateAsync(DataProducer producer)
    {
        var entry = new OfferedData(control, Interlocked.Increment(ref _lastNumber));
        DataConsumer consumer = await transport.Data.ConsumeAsync(new DataConsumerOptions { DataProducerId = producer.Id }, entry).ConfigureAwait(false);
        await PipeAttachment.RunAsync(transport, () => entry.Attach(consumer.Alive()), consumer.Close).ConfigureAwait(false);

        consumer.Observer.OnClose += () => _data.Forget(producer.Id);
        return new OfferedDataProducer(
            new PipedDataProducer
            {
                PipeId = pipeId,
                Number = entry.Number,
                DataProducerId = producer.Id,
                SctpStreamParameters = consumer.SctpStreamParameters!,
                Label = consumer.Label,
                Protocol = consumer.Protocol,
                Paused = consumer.DataProducerPaused,
            },
            consumer);
    }
}
