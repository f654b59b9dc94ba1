namespace Tureen.Rooms.Hooks;

/// <summary>Calls the application. What it throws is logged and costs nobody else anything.</summary>
internal sealed class HookCalls(RoomHooks hooks, ILogger logger, IEnumerable<IRoomEventListener> listeners)
{
    private static readonly RoomVerdict Failed = RoomVerdict.Refused("internal error");

    private readonly IRoomEventListener[] _listeners = [.. listeners];

    public ValueTask<RoomVerdict> MayJoinAsync(RoomVisitor visitor) =>
        AskAsync(visitor, static (hooks, visitor) => hooks.MayJoinAsync(visitor, visitor.Request.RequestAborted));

    public ValueTask<RoomVerdict> MayPublishAsync(RoomPeer peer, RoomTrack track) =>
        AskAsync((peer, track), static (hooks, asked) => hooks.MayPublishAsync(asked.peer, asked.track));

    public ValueTask<RoomVerdict> MaySubscribeAsync(RoomPeer peer, RoomTrack track) =>
        AskAsync((peer, track), static (hooks, asked) => hooks.MaySubscribeAsync(asked.peer, asked.track));

    /// <summary>A request that rooms do not know.</summary>
    public RoomHooks Requests => hooks;

    /// <summary>Lets the application hear of something.</summary>
    public void Raise(Action<RoomHooks> call)
    {
        try
        {
            call(hooks);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The application failed to handle an event of a room");
        }
    }

    /// <summary>Lets webhooks and traces hear of something.</summary>
    public void Raise(RoomEvent happened)
    {
        foreach (IRoomEventListener listener in _listeners)
        {
            listener.Handle(happened);
        }
    }

    private async ValueTask<RoomVerdict> AskAsync<T>(T asked, Func<RoomHooks, T, ValueTask<RoomVerdict>> ask)
    {
        try
        {
            return await ask(hooks, asked);
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "The application failed to answer what a client may do");
            return Failed;
        }
    }
}
