namespace Tureen;

/// <summary>
/// A worker died because its media thread stayed in one turn for longer than <see cref="WorkerSettings.WatchdogTimeout"/>. Its sockets are
/// free; its thread may still run and takes part in nothing any more.
/// </summary>
public sealed class WorkerStuckException : MediasoupException
{
    /// <summary>Makes the error without a message.</summary>
    public WorkerStuckException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public WorkerStuckException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public WorkerStuckException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
