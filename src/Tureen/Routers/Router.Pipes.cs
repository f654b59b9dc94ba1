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
        Producer? producer = options.ProducerId is null ? null : Objects.FindProducer(options.ProducerId)
            ?? throw new NotFoundException($"Producer with id \"{options.ProducerId}\" not found");
        DataProducer? dataProducer = options.DataProducerId is null ? null : Objects.FindDataProducer(options.DataProducerId)
            ?? throw new NotFoundException($"DataProducer with id \"{options.DataProducerId}\" not found");
        PipePair pair = await Pipes.JoinAsync(options.Router, options).ConfigureAwait(false);
        (PipeTransport local, PipeTransport remote) = pair.From(this);
        return producer is not null
            ? await PipeForwarding.BeginAsync(producer, local, remote, options.KeepId).ConfigureAwait(false)
            : await PipeForwarding.BeginAsync(dataProducer!, local, remote, options.KeepId).ConfigureAwait(false);
    }

    /// <summary>Opens this router's end of a pipe to a router of another process or machine, over which producers and data producers can be consumed there.</summary>
    /// <param name="options">Where it listens, and more.</param>
    /// <returns>The end. It is connected when it has the other end's offer, and the other end its.</returns>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="MediasoupException">The address cannot be bound, or no port is free.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<RouterPipe> OpenPipeAsync(RouterPipeOptions options)
    {
        _log.Debug("openPipe()");
        return PipeOpening.OpenAsync(this, options);
    }

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
