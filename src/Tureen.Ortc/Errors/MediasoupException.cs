namespace Tureen;

/// <summary>Any failure that mediasoup reports, and the base of the more specific kinds.</summary>
public class MediasoupException : Exception
{
    /// <summary>Makes the error without a message.</summary>
    public MediasoupException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public MediasoupException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public MediasoupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name that mediasoup gives this kind of error on the wire: <c>Error</c>.</summary>
    public virtual string Name => "Error";
}
