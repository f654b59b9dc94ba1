namespace Tureen;

/// <summary>A codec or a feature is not supported (<c>UnsupportedError</c>).</summary>
public sealed class UnsupportedException : MediasoupException
{
    /// <summary>Makes the error without a message.</summary>
    public UnsupportedException()
    {
    }

    /// <summary>Makes the error.</summary>
    /// <param name="message">What went wrong.</param>
    public UnsupportedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the error with its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public UnsupportedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The name that mediasoup gives this kind of error on the wire: <c>UnsupportedError</c>.</summary>
    public override string Name => "UnsupportedError";
}
