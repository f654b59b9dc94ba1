using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What a broadcaster may have, and make the server keep; its parts share it. Runs on the room's loop.</summary>
internal sealed class BroadcasterBudget(string broadcasterId, SignalingMemory memory)
{
    private int _beingMade;

    public KeptData Kept { get; } = new(memory);

    public bool IsClosed { get; private set; }

    /// <summary>Keeps some bytes while something is made, and as long as it exists.</summary>
    public async Task<T> KeepAsync<T>(long bytes, Func<Task<T>> make)
    {
        Kept.Keep(bytes);
        try
        {
            return await make();
        }
        catch
        {
            Kept.Free(bytes);
            throw;
        }
    }

    /// <summary>Makes something that counts towards a limit until it is in its table.</summary>
    /// <exception cref="BroadcastException">There are too many, or the broadcaster closed meanwhile.</exception>
    public async Task<T> MakeAsync<T>(int count, int limit, string what, Func<Task<T>> make)
        where T : IDisposable
    {
        if (count + _beingMade >= limit)
        {
            throw BroadcastException.Conflict($"too many {what}");
        }

        _beingMade++;
        try
        {
            T made = await make();
            if (IsClosed)
            {
                made.Dispose();
                throw BroadcastException.NotFound("broadcaster", broadcasterId);
            }

            return made;
        }
        finally
        {
            _beingMade--;
        }
    }

    /// <summary>Nothing is made any more, and all that was kept is gone.</summary>
    public void Close()
    {
        IsClosed = true;
        Kept.Close();
    }
}
