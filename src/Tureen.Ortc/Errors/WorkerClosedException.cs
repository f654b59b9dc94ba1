namespace Tureen;

/// <summary>The worker that a call needs is closed or died (<c>WorkerClosedError</c>).</summary>
public sealed class WorkerClosedException : MediasoupException
{
    /// <summary>Makes the error without a message.</summary>
    public WorkerClosedException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public WorkerClosedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public WorkerClosedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name that mediasoup gives this kind of error on the wire: <c>WorkerClosedError</c>.</summary>
    public override string Name => "WorkerClosedError";
}
