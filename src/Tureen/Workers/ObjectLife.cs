namespace Tureen;

/// <summary>The life of one object of the API: whether it is closed, how it closes, and the application's own data.</summary>
/// <remarks>
/// An object owns one, and adds what follows from its end. Off the worker's thread the object reads from its core only what never
/// changes, such as the id, the kind and the options; a command on the worker's thread reads and changes everything else.
/// </remarks>
/// <param name="channel">The way to the object's worker.</param>
/// <param name="id">The id under which the object gets events; null if it has none.</param>
/// <param name="log">The object's log.</param>
/// <param name="appData">The application's own data; null for none yet.</param>
internal sealed class ObjectLife(WorkerChannel channel, string? id, ComponentLog log, Dictionary<string, object?>? appData)
{
    private Dictionary<string, object?> _appData = appData ?? [];
    private volatile bool _isClosed;

    public bool IsClosed => _isClosed;

    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    /// <summary>With the gate held: the object is closed, and gets no more events of the engine.</summary>
    public void MarkClosed()
    {
        _isClosed = true;
        if (id is not null)
        {
            channel.Unregister(id);
        }
    }

    /// <summary>Takes in an object that the engine has made for this one: it gets its events, and closes with this one.</summary>
    /// <param name="child">The object.</param>
    /// <param name="childId">Its id.</param>
    /// <param name="keep">With the gate held: remembers the object.</param>
    /// <param name="raise">Reports the object, without the gate.</param>
    /// <param name="closedMessage">What is thrown if this one closed while the answer was on its way; the engine closes the object by itself.</param>
    /// <exception cref="NotFoundException">This one is closed.</exception>
    public T Adopt<T>(T child, string childId, Action<T> keep, Action<T> raise, string closedMessage)
        where T : IEngineEventTarget
    {
        lock (channel.Gate)
        {
            Check.Open(!_isClosed, closedMessage);
            keep(child);
            channel.Register(childId, child);
        }

        raise(child);
        return child;
    }

    /// <summary>Closes the object for the application. Does nothing the second time.</summary>
    /// <param name="mark">With the gate held: marks the object as closed and notes the events of that in their order.</param>
    /// <param name="closeCore">Ends what the object stands for, before its events are raised; null if <paramref name="mark"/> does.</param>
    public void Close(Action<List<Action>> mark, Action? closeCore = null)
    {
        if (TryClose(mark, out List<Action> raises))
        {
            log.Debug("close()");
            closeCore?.Invoke();
            channel.Dispatcher.PostEvents(raises);
        }
    }

    /// <summary>Marks the object as closed, unless it is closed already.</summary>
    /// <param name="mark">With the gate held: marks the object as closed and notes the events of that in their order.</param>
    /// <param name="raises">The events, to be raised without the gate.</param>
    public bool TryClose(Action<List<Action>> mark, out List<Action> raises)
    {
        raises = [];
        lock (channel.Gate)
        {
            if (_isClosed)
            {
                return false;
            }

            mark(raises);
            return true;
        }
    }
}
