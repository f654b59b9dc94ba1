namespace Tureen;

public sealed partial class Router
{
    internal RouterPipes Pipes { get; }

    /// <summary>Makes a producer, or a data producer, of this router available in another one (mediasoup <c>pipeToRouter</c>).</summary>
    /// <param name="options">What, where to, and how.</param>
    /// <returns>What carries it. It closes, pauses and resumes with the original.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong, or the other router is this one.</exception>
    /// <exception cref="MediasoupException">The id is to be kept within one worker, or is used there already.</exception>
    /// <exception cref="NotFoundException">There is no such producer or data producer, it was closed meanwhile, or a router is closed.</exception>
    /// <exception cref="WorkerClosedException">A worker is closed.</exception>
    public async Task<PipeToRouterResult> PipeToRouterAsync(PipeToRouterOptions options)
    {
        _log.Debug("pipeToRouter()");
        CheckPipe(options);
        Producer? producer = options.ProducerId is null ? null : FindProducer(options.ProducerId)
            ?? throw new NotFoundException($"Producer with id \"{options.ProducerId}\" not found");
        DataProducer? dataProducer = options.DataProducerId is null ? null : FindDataProducer(options.DataProducerId)
            ?? throw new NotFoundException($"DataProducer with id \"{options.DataProducerId}\" not found");
        PipePair pair = await Pipes.JoinAsync(options.Router, options).ConfigureAwait(false);
        (PipeTransport local, PipeTransport remote) = pair.From(this);
        return producer is not null
            ? await PipeAsync(producer, local, remote, options.KeepId).ConfigureAwait(false)
            : await PipeAsync(dataProducer!, local, remote, options.KeepId).ConfigureAwait(false);
    }

    private static async Task<PipeToRouterResult> PipeAsync(Producer producer, PipeTransport local, PipeTransport remote, bool keepId)
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

    private static async Task<PipeToRouterResult> PipeAsync(
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

    /// <summary>A failure because the other end has gone meanwhile does no harm.</summary>
    private static void Forget(Task task) =>
        task.ContinueWith(
            static failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

    private void CheckPipe(PipeToRouterOptions options)
    {
        Check.Given(options);
        Check.That(
            options.ProducerId is null != options.DataProducerId is null, "just producerId or dataProducerId must be given");
        Check.Given(options.Router, "router");
        Check.That(options.Router != this, "cannot use this Router as destination");
        Check.That(options.ListenInfo is null || options.ListenIp is null, "cannot use both listenInfo and listenIp");
        Check.Open(!options.Router.Closed, "Router closed");
        if (options.KeepId && options.Router._worker == _worker)
        {
            throw new MediasoupException("cannot use keepId: true if both Routers belong to the same Worker");
        }
    }
}
