namespace Tureen.Client;

/// <summary>The media stack of a transport and the queue of its commands, for the objects that the transport made.</summary>
internal sealed record HandlerAccess(IHandler Handler, CommandQueue Queue)
{
    /// <summary>Whether the transport has closed. It fails what waits in the queue before it closes its producers and consumers.</summary>
    public bool IsClosed => Queue.IsStopped;

    /// <summary>Runs a command of the media stack in its turn.</summary>
    public Task RunAsync(Func<IHandler, Task> command) => Queue.EnqueueAsync(() => command(Handler));
}
