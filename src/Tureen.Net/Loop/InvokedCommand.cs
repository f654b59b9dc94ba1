using System.Runtime.ExceptionServices;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>A command whose caller awaits its result. Continuations never run on the worker's thread.</summary>
/// <remarks>An exception of the function is the caller's and harms nobody else.</remarks>
internal sealed class InvokedCommand<TResult>(Func<Timestamp, IDatagramSink, TResult> function) : MailboxCommand
{
    private readonly TaskCompletionSource<TResult> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TResult? _result;
    private ExceptionDispatchInfo? _exception;

    public Task<TResult> Task => _completion.Task;

    public override void Execute(Timestamp now, IDatagramSink sink)
    {
        try
        {
            _result = function(now, sink);
        }
        catch (Exception exception)
        {
            _exception = ExceptionDispatchInfo.Capture(exception);
        }
    }

    public override void Complete()
    {
        if (_exception is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            _completion.TrySetException(_exception.SourceException);
        }
    }

    public override void Fail(Exception exception) => _completion.TrySetException(exception);
}
