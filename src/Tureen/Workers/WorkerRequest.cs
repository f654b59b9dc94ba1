using Tureen.Engine.Primitives;
using Tureen.Net.Loop;

namespace Tureen;

/// <summary>One command with its answer.</summary>
/// <remarks>
/// The task's continuations run where <see cref="EventDispatcher.Resume"/> completes it, never on the worker's thread.
/// </remarks>
internal sealed class WorkerRequest<TAnswer, TResult>(
    WorkerChannel channel,
    Func<Timestamp, IDatagramSink, TAnswer> command,
    Func<TAnswer, TResult> onAnswer)
    : MailboxCommand
{
    private readonly TaskCompletionSource<TResult> _completion = new();
    private TAnswer? _answer;
    private Exception? _error;

    public Task<TResult> Task => _completion.Task;

    public override void Execute(Timestamp now, IDatagramSink sink)
    {
        // Events from before the command go out before its answer, the events that it causes after it.
        channel.DrainEvents();
        try
        {
            _answer = command(now, sink);
        }
        catch (Exception error)
        {
            _error = error;
        }

        channel.Dispatcher.PostAnswer(Deliver);
        if (_error is not null)
        {
            BrokenRuntime.ThrowIfCause(_error);
        }
    }

    public override void Fail(Exception exception)
    {
        _error = exception;
        channel.Dispatcher.PostAnswer(Deliver);
    }

    private static MediasoupException Translate(Exception error) => error switch
    {
        MediasoupException known => known,
        SocketBindException bind => new MediasoupException(bind.Message, bind),
        _ => new MediasoupException("the worker failed to run a command: " + error.Message, error),
    };

    private void Deliver()
    {
        Exception? error = channel.IsClosed ? WorkerChannel.CreateClosedException() : _error;
        TResult? result = default;
        if (error is null)
        {
            try
            {
                result = onAnswer(_answer!);
            }
            catch (MediasoupException refused)
            {
                error = refused;
            }
        }

        channel.Dispatcher.Resume(() => Complete(result, error));
    }

    private void Complete(TResult? result, Exception? error)
    {
        if (error is null)
        {
            _completion.TrySetResult(result!);
        }
        else
        {
            // A second time when the worker was given up while it ran the command.
            _completion.TrySetException(Translate(error));
        }
    }
}
