using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>One thing to do on the worker's thread. Queued by its own link, so the queue allocates nothing.</summary>
internal abstract class MailboxCommand
{
    internal MailboxCommand? Next { get; set; }

    /// <summary>Does it, on the worker's thread. An exception that leaves this method ends the worker.</summary>
    public abstract void Execute(Timestamp now, IDatagramSink sink);

    /// <summary>Completes the caller's task, after the events that the command caused have been drained and its packets have left.</summary>
    public virtual void Complete()
    {
    }

    /// <summary>The loop ended before the command was run.</summary>
    public virtual void Fail(Exception exception)
    {
    }
}
