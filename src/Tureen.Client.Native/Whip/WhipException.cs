namespace Tureen.Client.Native;

/// <summary>An endpoint of WHIP or WHEP refused a request, or answered it wrongly.</summary>
public sealed class WhipException : MediasoupException
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="statusCode">The status of the answer; 0 if it is not that which is wrong.</param>
    public WhipException(string message, int statusCode = 0)
        : base(message) => StatusCode = statusCode;

    /// <summary>The status of the answer, such as 404 while nobody sends; 0 if it is not that which is wrong.</summary>
    public int StatusCode { get; }

    /// <summary>When the endpoint wants to be asked again, if it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
