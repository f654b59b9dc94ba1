namespace Tureen.Client;

/// <summary>The media stack with which a device works. At most one of <see cref="HandlerName"/> and <see cref="HandlerFactory"/> is given.</summary>
public sealed class DeviceOptions
{
    /// <summary>The handler; detected if not given.</summary>
    public BuiltinHandlerName? HandlerName { get; init; }

    /// <summary>Makes handlers of the application's own choice.</summary>
    public IHandlerFactory? HandlerFactory { get; init; }

    /// <summary>By URI, header extensions to be negotiated (true) or left out (false); for built-in handlers, where the browser supports it.</summary>
    public IReadOnlyDictionary<string, bool>? ForcedRtpExtensions { get; init; }

    /// <summary>Where the program runs: it has the built-in handlers. None if not given.</summary>
    public IHandlerPlatform? Platform { get; init; }
}
