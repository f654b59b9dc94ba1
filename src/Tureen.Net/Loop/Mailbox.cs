using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// Commands from any thread to the worker's thread, in the order in which they came: a lock-free stack that the one reader
/// takes as a whole and reverses. Only the first command into an empty stack wakes the reader.
/// </summary>
internal sealed class Mailbox(Action wake, Func<Exception> createClosedException)
{
    private static readonly MailboxCommand ClosedMark = new PostedCommand(static (_, _) => { });

    // Guards between the reader and a thread that closes in its place; posting takes no lock.
    private readonly Lock _gate = new();
    private MailboxCommand? _stack;
    private MailboxCommand? _queue;

    /// <summary>Reader's side: whether a command waits.</summary>
    public bool HasCommands => _queue is not null || Volatile.Read(ref _stack) is not null;

    /// <summary>Queues <paramref name="command"/>; after the end it fails at once.</summary>
    public void Post(MailboxCommand command)
    {
        MailboxCommand? top = Volatile.Read(ref _stack);
        while (true)
        {
            if (ReferenceEquals(top, ClosedMark))
            {
                command.Fail(createClosedException());
                return;
            }

            command.Next = top;
            MailboxCommand? seen = Interlocked.CompareExchange(ref _stack, command, top);
            if (ReferenceEquals(seen, top))
            {
                break;
            }

            top = seen;
        }

        if (top is null)
        {
            wake();
        }
    }

    /// <summary>Runs <paramref name="action"/> on the worker's thread; if it throws, the worker fails.</summary>
    public void Post(Action<Timestamp, IDatagramSink> action) => Post(new PostedCommand(action));

    /// <summary>Runs <paramref name="function"/> on the worker's thread and hands its result or exception back.</summary>
    public Task<TResult> InvokeAsync<TResult>(Func<Timestamp, IDatagramSink, TResult> function)
    {
        InvokedCommand<TResult> command = new(function);
        Post(command);
        return command.Task;
    }

    /// <summary>Reader's side: the oldest command.</summary>
    public MailboxCommand? TryTake()
    {
        lock (_gate)
        {
            if (_queue is null)
            {
                Refill();
            }

            MailboxCommand? command = _queue;
            if (command is not null)
            {
                _queue = command.Next;
                command.Next = null;
            }

            return command;
        }
    }

    /// <summary>Fails what waits and all that will come. From any thread.</summary>
    public void Close()
    {
        MailboxCommand? queue;
        MailboxCommand? stack;
        lock (_gate)
        {
            stack = Interlocked.Exchange(ref _stack, ClosedMark);
            queue = _queue;
            _queue = null;
        }

        FailAll(queue);
        FailAll(ReferenceEquals(stack, ClosedMark) ? null : Reverse(stack));
    }

    private static MailboxCommand? Reverse(MailboxCommand? stack)
    {
        MailboxCommand? queue = null;
        while (stack is not null)
        {
            MailboxCommand? next = stack.Next;
            stack.Next = queue;
            queue = stack;
            stack = next;
        }

        return queue;
    }

    private void Refill()
    {
        // Only the reader takes and closes, so the mark cannot appear between the two.
        if (Volatile.Read(ref _stack) is { } top && !ReferenceEquals(top, ClosedMark))
        {
            _queue = Reverse(Interlocked.Exchange(ref _stack, null));
        }
    }

    private void FailAll(MailboxCommand? command)
    {
        while (command is not null)
        {
            MailboxCommand? next = command.Next;
            command.Next = null;
            command.Fail(createClosedException());
            command = next;
        }
    }
}
