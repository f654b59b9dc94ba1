namespace Tureen;

/// <summary>Carries one producer or data producer of a router into another router, over a pair of transports that joins them.</summary>
internal static class PipeForwarding
{
    public static async Task<PipeToRouterResult> BeginAsync(Producer producer, PipeTransport local, PipeTransport remote, bool keepId)
    {
        Consumer consumer = await local.ConsumeAsync(producer.Id).ConfigureAwait(false);
        Producer? piped = null;
        try
        {
            piped = await remote.ProduceAsync(new ProducerOptions
            {
                Id = keepId ? producer.Id : null,
                Kind = producer.Kind,
                RtpParameters = consumer.RtpParameters,
                Paused = consumer.ProducerPaused,
                AppData = new Dictionary<string, object?>(producer.AppData, StringComparer.Ordinal),
            }).ConfigureAwait(false);
            await FollowAsync(producer, consumer, piped).ConfigureAwait(false);
            return new PipeToRouterResult { PipeConsumer = consumer, PipeProducer = piped };
        }
        catch
        {
            consumer.Close();
            piped?.Close();
            throw;
        }
    }

    public static async Task<PipeToRouterResult> BeginAsync(
        DataProducer dataProducer, PipeTransport local, PipeTransport remote, bool keepId)
    {
        DataConsumer consumer = await local.ConsumeDataAsync(
            new DataConsumerOptions { DataProducerId = dataProducer.Id }).ConfigureAwait(false);
        DataProducer? piped = null;
        try
        {
            piped = await remote.ProduceDataAsync(new DataProducerOptions
            {
                Id = keepId ? dataProducer.Id : null,
                SctpStreamParameters = consumer.SctpStreamParameters,
                Label = consumer.Label,
                Protocol = consumer.Protocol,
                AppData = new Dictionary<string, object?>(dataProducer.AppData, StringComparer.Ordinal),
            }).ConfigureAwait(false);
            consumer.Observer.OnClose += piped.Close;
            piped.Observer.OnClose += consumer.Close;
            return dataProducer.Closed
                ? throw new NotFoundException("original DataProducer closed")
                : new PipeToRouterResult { PipeDataConsumer = consumer, PipeDataProducer = piped };
        }
        catch
        {
            consumer.Close();
            piped?.Close();
            throw;
        }
    }

    /// <summary>The piped producer follows the original, also in what happened before it listened.</summary>
    private static async Task FollowAsync(Producer producer, Consumer consumer, Producer piped)
    {
        consumer.Observer.OnClose += piped.Close;
        consumer.Observer.OnPause += () => Forget(piped.PauseAsync());
        consumer.Observer.OnResume += () => Forget(piped.ResumeAsync());
        piped.Observer.OnClose += consumer.Close;
        if (producer.Closed)
        {
            throw new NotFoundException("original Producer closed");
        }

        if (producer.Paused != piped.Paused)
        {
            await (producer.Paused ? piped.PauseAsync() : piped.ResumeAsync()).ConfigureAwait(false);
        }
    }

    /// <summary>A failure because the other end has gone meanwhile does no harm.</summary>
    private static void Forget(Task task) =>
        task.ContinueWith(
            static failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
