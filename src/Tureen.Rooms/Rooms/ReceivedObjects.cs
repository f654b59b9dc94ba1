using System.Text.Json.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>What a peer receives of one kind, and how its client hears of it. Runs on the room's loop.</summary>
/// <param name="session">Who receives it.</param>
/// <param name="kind">What the protocol calls it, such as <c>dataConsumer</c>.</param>
/// <param name="places">How much there may be.</param>
internal sealed class ReceivedObjects<T>(PeerSession session, string kind, ConsumerPlaces places)
    where T : class, IReceivedObject
{
    private readonly Dictionary<string, T> _objects = new(StringComparer.Ordinal);

    public int Count => _objects.Count;

    public IEnumerable<T> All => _objects.Values;

    /// <summary>Makes one more, if there is a place for it, and presents it to the client. Never throws.</summary>
    public async Task AddAsync(string producerId, Func<Task<T>> make, Func<T, Task> present)
    {
        if (!places.TryTake())
        {
            return;
        }

        bool isPresented = false;
        try
        {
            T made = await make();

            // A client that does not answer holds up only itself, and the others' consumers do not fill its queue.
            using IDisposable turn = await session.Connection.WaitForTurnAsync();

            // The producer may have closed meanwhile, with its peer or alone; the consumer hears of it later.
            bool isGranted = session.MayReceive(made.ProducerPeerId);
            isPresented = !session.IsClosed && !made.IsClosed && isGranted && _objects.TryAdd(made.Id, made);
            if (!isGranted)
            {
                // A host took the right away meanwhile.
                made.Close();
            }

            await (isPresented ? present(made) : Task.CompletedTask);
        }
        catch (Exception exception)
        {
            session.Room.Logger.LogDebug(
                "Peer {PeerId} makes no {Kind} of {ProducerId}: {Reason}", LogText.Of(session.Id), kind, producerId, LogText.Of(exception.Message));
        }
        finally
        {
            places.Free(isPresented ? 0 : 1);
        }
    }

    /// <summary>Asks the client to take one.</summary>
    /// <returns>Whether it does; when it does not, the consumer stays as it is.</returns>
    public async Task<bool> OfferAsync(T received, string method, JsonObject message)
    {
        try
        {
            await session.Connection.RequestAsync(method, message);
            return true;
        }
        catch (Exception exception) when (exception is ProtooException or TimeoutException or OperationCanceledException)
        {
            session.Room.Logger.LogDebug(
                "Peer {PeerId} does not take {Kind} {ConsumerId}: {Reason}",
                LogText.Of(session.Id),
                kind,
                received.Id,
                LogText.Of(exception.Message));
            return false;
        }
    }

    /// <summary>Finds what a request names.</summary>
    /// <exception cref="ProtooException">There is no such object.</exception>
    public T Find(RequestData data) => session.Find(_objects, data.Text(kind + "Id"), kind);

    /// <summary>The client knows it.</summary>
    public bool Has(string id) => _objects.ContainsKey(id);

    /// <summary>Forgets one whose producer has closed, if the client knows it.</summary>
    public void HandleProducerClosed(string id)
    {
        if (_objects.Remove(id))
        {
            places.Free(1);
            session.Notify(kind + "Closed", new() { [kind + "Id"] = id });
        }
    }

    /// <summary>Closes what the peer may no longer receive.</summary>
    public void CloseUngranted()
    {
        foreach (T received in _objects.Values.Where(known => !session.MayReceive(known.ProducerPeerId)).ToArray())
        {
            received.Close();
            HandleProducerClosed(received.Id);
        }
    }

    /// <summary>Forgets them, and frees their places; they close with their transports.</summary>
    public void Clear()
    {
        places.Free(_objects.Count);
        _objects.Clear();
    }
}
