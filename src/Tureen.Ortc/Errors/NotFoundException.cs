namespace Tureen;

/// <summary>The entity that a call names does not exist or is closed (<c>NotFoundError</c>).</summary>
public sealed class NotFoundException : MediasoupException
{
    /// <summary>Makes the error without a message.</summary>
    public NotFoundException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public NotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public NotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name that mediasoup gives this kind of error on the wire: <c>NotFoundError</c>.</summary>
    public override string Name => "NotFoundError";
}
