namespace Tureen;

/// <summary>The object is not in a state in which the call is allowed (<c>InvalidStateError</c>).</summary>
public sealed class InvalidStateException : MediasoupException
{
    /// <summary>Makes the error without a message.</summary>
    public InvalidStateException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public InvalidStateException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidStateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name that mediasoup gives this kind of error on the wire: <c>InvalidStateError</c>.</summary>
    public override string Name => "InvalidStateError";
}
