namespace Tureen;

/// <summary>An argument is missing, has the wrong shape or is out of range (<c>TypeError</c>).</summary>
public sealed class MediasoupTypeException : MediasoupException
{
    /// <summary>Makes the error without a message.</summary>
    public MediasoupTypeException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public MediasoupTypeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public MediasoupTypeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name that mediasoup gives this kind of error on the wire: <c>TypeError</c>.</summary>
    public override string Name => "TypeError";
}
