using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// What a peer sends of one kind: how much there may be, that being made included, and the bytes that the server keeps of it. Runs on the room's loop.
/// </summary>
/// <param name="session">Whose it is.</param>
/// <param name="kind">What the protocol calls it, such as <c>dataProducer</c>.</param>
/// <param name="limit">How many there may be.</param>
internal sealed class SentObjects<T>(PeerSession session, string kind, int limit)
    where T : class, ISentObject
{
    private readonly Dictionary<string, T> _objects = new(StringComparer.Ordinal);
    private int _beingMade;

    public IReadOnlyCollection<T> All => _objects.Values;

    /// <exception cref="ProtooException">The peer has as many as it may have.</exception>
    public void RequirePlace(string plural)
    {
        if (_objects.Count + _beingMade >= limit)
        {
            throw new ProtooException("too many " + plural);
        }
    }

    /// <summary>Makes one more.</summary>
    /// <param name="kept">Bytes that the server keeps of it.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="present">Answers the request and offers it to others, before anything else happens in the room.</param>
    public async Task AddAsync(long kept, Func<Task<T>> make, Action<T> present)
    {
        session.Kept.Keep(kept);
        _beingMade++;
        bool isMade = false;
        try
        {
            T made = await make();
            session.RequireOpen();
            isMade = true;
            _objects.Add(made.Id, made);
            present(made);
        }
        finally
        {
            _beingMade--;
            session.Kept.Free(isMade ? 0 : kept);
        }
    }

    /// <summary>Finds what a request names.</summary>
    /// <exception cref="ProtooException">There is no such object.</exception>
    public T Find(RequestData data) => session.Find(_objects, data.Text(kind + "Id"), kind);

    /// <summary>Forgets one, if it is known.</summary>
    public void Remove(T sent)
    {
        if (_objects.Remove(sent.Id))
        {
            session.Kept.Free(sent.KeptLength);
        }
    }

    /// <summary>Forgets them; they close with their transports.</summary>
    public void Clear() => _objects.Clear();
}
