namespace Tureen.Client;

/// <summary>Where a program runs, and the handlers that exist there.</summary>
public interface IHandlerPlatform
{
    /// <summary>The identity of the browser.</summary>
    BrowserIdentity Identity { get; }

    /// <summary>Makes the handlers of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="forcedRtpExtensions">By URI, header extensions to be negotiated (true) or left out (false) where the browser supports it.</param>
    /// <returns>The factory; null if there is no such handler here.</returns>
    IHandlerFactory? CreateFactory(BuiltinHandlerName name, IReadOnlyDictionary<string, bool>? forcedRtpExtensions);
}
