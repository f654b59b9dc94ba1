namespace Tureen;

/// <summary>Functions that receive what the library logs; see <see cref="Mediasoup.SetLogEventListeners"/>. What they throw is ignored.</summary>
public sealed record LogEventListeners
{
    /// <summary>Called with a namespace such as <c>mediasoup:Worker</c> and the text.</summary>
    public Action<string, string>? OnDebug { get; init; }

    /// <summary>Called with a namespace such as <c>mediasoup:WARN:Worker</c> and the text.</summary>
    public Action<string, string>? OnWarn { get; init; }

    /// <summary>Called with a namespace such as <c>mediasoup:ERROR:Worker</c>, the text and the error, if there is one.</summary>
    public Action<string, string, Exception?>? OnError { get; init; }
}
