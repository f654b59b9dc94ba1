using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Transports.Pipes;

namespace Tureen;

/// <summary>
/// One end of a pipe between two routers, which may be in different processes or on different machines. The application carries three values to the other
/// end, in any order and as often as it likes: the <see cref="Offer"/>, and what <see cref="OfferAsync"/> and <see cref="OfferDataAsync"/> return. Everything later
/// goes over the pipe itself: producers pause, resume and close with their originals, and media flows only while somebody at the other end consumes it.
/// </summary>
/// <remarks>
/// All members may be used from any thread. The pipe ends when either end is closed or does not answer any more. Then everything that it carried closes.
/// </remarks>
public sealed class RouterPipe : EventEmitter, IDisposable, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly PipeOffers _offers;
    private readonly PipeAcceptances _acceptances;
    private Task? _connecting;
    private Guid _peer;
    private volatile bool _isConnected;
    private volatile PipeCloseReason _closeReason;

    internal RouterPipe(PipeTransport transport, PipeControl control, PipeOffer offer)
        : base(transport.Dispatcher)
    {
        Transport = transport;
        Offer = offer;
        _offers = new PipeOffers(transport, control, offer.PipeId);
        _acceptances = new PipeAcceptances(transport, control);
        transport.PipeEvent += Handle;
        transport.Observer.OnClose += () => Raise("close", OnClose, _closeReason);
    }

    /// <summary>The two ends have reached each other.</summary>
    public event Action? OnConnect;

    /// <summary>The pipe has ended, for whatever reason. What it carried has closed.</summary>
    public event Action<PipeCloseReason>? OnClose;

    /// <summary>The original of an accepted producer has other scores. The scores of the producer itself are about the pipe alone.</summary>
    public event Action<PipeSourceScores>? OnSourceScores;

    /// <summary>A random UUID, the <see cref="PipeOffer.PipeId"/> of <see cref="Offer"/>.</summary>
    public string Id => Offer.PipeId;

    /// <summary>Whether the pipe has ended.</summary>
    public bool Closed => Transport.Closed;

    /// <summary>Why the pipe has ended; null while it lives.</summary>
    public PipeCloseReason? CloseReason => Closed ? _closeReason : null;

    /// <summary>Whether the two ends have reached each other.</summary>
    public bool Connected => _isConnected && !Closed;

    /// <summary>What the other end needs for <see cref="ConnectAsync"/>.</summary>
    public PipeOffer Offer { get; }

    /// <summary>What carries the pipe, for statistics and dumps. Do not connect it.</summary>
    public PipeTransport Transport { get; }

    /// <summary>Gives this end the offer of the other one. The same offer may be given again.</summary>
    /// <param name="offer">The other end's <see cref="Offer"/>.</param>
    /// <returns>Completes when this end sends to the other one; <see cref="OnConnect"/> is raised when it answers.</returns>
    /// <exception cref="MediasoupTypeException">A part of the offer is missing or wrong; another attempt is allowed.</exception>
    /// <exception cref="MediasoupException">The pipe got the offer of another end before.</exception>
    /// <exception cref="NotFoundException">The pipe is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task ConnectAsync(PipeOffer offer)
    {
        Guid peer = PipeCheck.Offer(offer);
        Check.That(offer.PipeId != Id, $"invalid pipeId '{offer.PipeId}', the offer is this end's own");
        lock (_gate)
        {
            if (_connecting is { IsFaulted: false } connecting)
            {
                return peer == _peer
                    ? connecting
                    : throw new MediasoupException($"the pipe is connected to '{_peer}', not to '{peer}' [pipeId:{Id}]");
            }

            _peer = peer;
            return _connecting = BeginConnectAsync(peer, offer);
        }
    }

    /// <summary>Offers a producer of this router to the other end. Offered again, it is the same offer.</summary>
    /// <param name="producerId">The id of the producer.</param>
    /// <returns>What the other end needs for <see cref="AcceptAsync"/>. Nothing is sent before it has accepted, and somebody there consumes.</returns>
    /// <exception cref="MediasoupTypeException">The id is missing, or the producer comes from the other end.</exception>
    /// <exception cref="MediasoupException">The pipe carries as much as it may.</exception>
    /// <exception cref="NotFoundException">There is no such producer, or the pipe is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<PipedProducer> OfferAsync(string producerId)
    {
        Producer producer = Transport.Media.FindProducer(producerId);
        Check.That(producer.Transport != Transport, $"invalid producerId '{producerId}', the producer comes from the other end of this pipe");
        return _offers.OfferAsync(producer);
    }

    /// <summary>Offers a data producer of this router to the other end. Offered again, it is the same offer.</summary>
    /// <param name="dataProducerId">The id of the data producer.</param>
    /// <returns>What the other end needs for <see cref="AcceptDataAsync"/>. Nothing is sent before it has accepted.</returns>
    /// <exception cref="MediasoupTypeException">The id is missing, or the data producer comes from the other end.</exception>
    /// <exception cref="MediasoupException">The pipe carries as much as it may.</exception>
    /// <exception cref="NotFoundException">There is no such data producer, or the pipe is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<PipedDataProducer> OfferDataAsync(string dataProducerId)
    {
        Check.That(!string.IsNullOrEmpty(dataProducerId), "missing dataProducerId");
        DataProducer producer = Transport.Router.Objects.FindDataProducer(dataProducerId)
            ?? throw new NotFoundException($"DataProducer with id \"{dataProducerId}\" not found");
        Check.That(producer.Transport != Transport, $"invalid dataProducerId '{dataProducerId}', the data producer comes from the other end of this pipe");
        return _offers.OfferAsync(producer);
    }

    /// <summary>Makes a producer of this router from one that the other end offers. The same offer, given again, gives the same producer.</summary>
    /// <param name="piped">What <see cref="OfferAsync"/> of the other end returned.</param>
    /// <param name="options">How; null for the defaults. They count the first time.</param>
    /// <returns>
    /// The producer. It pauses, resumes and closes with its original. If the original is gone already, it closes as soon as the other end
    /// answers.
    /// </returns>
    /// <exception cref="MediasoupTypeException">A part of the offer is missing or wrong, or it is another pipe's.</exception>
    /// <exception cref="UnsupportedException">This router has no such codec.</exception>
    /// <exception cref="MediasoupException">The id is used in the worker, or the pipe carries as much as it may.</exception>
    /// <exception cref="NotFoundException">The other end has offered the producer anew, or the pipe is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<Producer> AcceptAsync(PipedProducer piped, PipeAcceptOptions? options = null) =>
        _acceptances.AcceptAsync(piped, options ?? new PipeAcceptOptions());

    /// <summary>Makes a data producer of this router from one that the other end offers. The same offer, given again, gives the same data producer.</summary>
    /// <param name="piped">What <see cref="OfferDataAsync"/> of the other end returned.</param>
    /// <param name="options">How; null for the defaults. They count the first time.</param>
    /// <returns>
    /// The data producer. It pauses, resumes and closes with its original. If the original is gone already, it closes as soon as the other
    /// end answers.
    /// </returns>
    /// <exception cref="MediasoupTypeException">A part of the offer is missing or wrong, or it is another pipe's.</exception>
    /// <exception cref="MediasoupException">The id is used in the worker, or the pipe carries as much as it may.</exception>
    /// <exception cref="NotFoundException">The other end has offered the data producer anew, or the pipe is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<DataProducer> AcceptDataAsync(PipedDataProducer piped, PipeAcceptOptions? options = null) =>
        _acceptances.AcceptAsync(piped, options ?? new PipeAcceptOptions());

    /// <summary>Ends the pipe at both ends, and closes everything that it carries. Does nothing the second time.</summary>
    public void Close() => Transport.Close();

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the pipe and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    private async Task BeginConnectAsync(Guid peer, PipeOffer offer)
    {
        IPAddress ip = ListenInfoCheck.RemoteIp(offer.Ip)!;
        await Transport.ConnectAsync(peer, TimeSpan.FromMilliseconds(offer.PeerTimeoutMs), ip, offer.Port, offer.SrtpParameters.Clone()).ConfigureAwait(false);
        _acceptances.HandlePeer(offer.PipeId);
    }

    private void Handle(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case PipeConnectedEvent:
                _isConnected = true;
                Raise("connect", OnConnect);
                break;
            case PipeEndedEvent ended:
                _closeReason = ended.Reason;
                break;
            case PipeSourceScoresEvent scores when Transport.Router.Objects.FindProducer(scores.ProducerId) is { } producer:
                Raise("sourcescores", OnSourceScores, new PipeSourceScores(producer, scores.Scores));
                break;
            default:
                break;
        }
    }
}
