namespace Tureen.Client;

/// <summary>With which media stack a device works; at most one of <see cref="HandlerName"/> and <see cref="HandlerFactory"/> is given.</summary>
public sealed class DeviceOptions
{
    /// <summary>The handler; detected if not given.</summary>
    public BuiltinHandlerName? HandlerName { get; init; }

    /// <summary>Makes handlers of the application's own choice.</summary>
    public IHandlerFactory? HandlerFactory { get; init; }

    /// <summary>By URI, header extensions to be negotiated (true) or left out (false); for built-in handlers, where the browser lets it be done.</summary>
    public IReadOnlyDictionary<string, bool>? ForcedRtpExtensions { get; init; }

    /// <summary>Where the program runs: it has the built-in handlers. None if not given.</summary>
    public IHandlerPlatform? Platform { get; init; }
}
