using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tureen;

/// <summary>What one class logs: to the application's logger and to the module's listeners. Never once per packet.</summary>
internal sealed class ComponentLog(ILoggerFactory? factory, string component)
{
    private static LogEventListeners? _listeners;

    private readonly ILogger _logger = factory?.CreateLogger("Tureen." + component) ?? NullLogger.Instance;

    public static void SetListeners(LogEventListeners? listeners) => Volatile.Write(ref _listeners, listeners);

    public void Debug(string text)
    {
        _logger.LogDebug("{Text}", text);
        Notify(static (listeners, component, text, _) => listeners.OnDebug?.Invoke($"mediasoup:{component}", text), text);
    }

    public void Warn(string text, Exception? error = null)
    {
        _logger.LogWarning(error, "{Text}", text);
        Notify(static (listeners, component, text, _) => listeners.OnWarn?.Invoke($"mediasoup:WARN:{component}", text), text);
    }

    public void Error(string text, Exception? error = null)
    {
        _logger.LogError(error, "{Text}", text);
        Notify(
            static (listeners, component, text, error) => listeners.OnError?.Invoke($"mediasoup:ERROR:{component}", text, error),
            text,
            error);
    }

    private void Notify(Action<LogEventListeners, string, string, Exception?> notify, string text, Exception? error = null)
    {
        if (Volatile.Read(ref _listeners) is { } listeners)
        {
            try
            {
                notify(listeners, component, text, error);
            }
            catch (Exception fault)
            {
                _logger.LogWarning(fault, "A log listener threw.");
            }
        }
    }
}
