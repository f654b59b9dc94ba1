namespace Tureen.Client;

/// <summary>What the client logs (mediasoup-client <c>debug</c>). Nothing is written unless an application asks for it here.</summary>
public static class ClientLog
{
    /// <summary>Called with each entry; null for none. For the whole program.</summary>
    public static Action<ClientLogEntry>? Sink { get; set; }

    internal static void Debug(string component, string message) => Sink?.Invoke(new ClientLogEntry(ClientLogLevel.Debug, component, message, Error: null));

    internal static void Warn(string component, string message, Exception? error = null) =>
        Sink?.Invoke(new ClientLogEntry(ClientLogLevel.Warn, component, message, error));

    internal static void Error(string component, string message, Exception error) =>
        Sink?.Invoke(new ClientLogEntry(ClientLogLevel.Error, component, message, error));
}
