using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;

namespace Tureen.Client.Browser.Interop;

/// <summary>Turns errors of the browser into the exceptions that this API documents.</summary>
internal static class BrowserError
{
    [SupportedOSPlatform("browser")]
    public static void Run(string action, Action call)
    {
        try
        {
            call();
        }
        catch (JSException error)
        {
            throw Of(action, error);
        }
    }

    [SupportedOSPlatform("browser")]
    public static T Run<T>(string action, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (JSException error)
        {
            throw Of(action, error);
        }
    }

    [SupportedOSPlatform("browser")]
    public static async Task RunAsync(string action, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (JSException error)
        {
            throw Of(action, error);
        }
    }

    [SupportedOSPlatform("browser")]
    public static async Task<T> RunAsync<T>(string action, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (JSException error)
        {
            throw Of(action, error);
        }
    }

    /// <summary>Chooses the exception by the name that the browser's error text begins with, as in <c>TypeError: …</c>.</summary>
    /// <param name="action">What was tried, with the value that was given.</param>
    /// <param name="error">The error.</param>
    public static Exception Of(string action, Exception error)
    {
        string text = error.Message;
        string message = $"{action}: {text}";
        return text[..Math.Max(0, text.IndexOf(':', StringComparison.Ordinal))] switch
        {
            "TypeError" or "RangeError" or "SyntaxError" or "InvalidAccessError" or "InvalidModificationError" =>
                new MediasoupTypeException(message, error),
            "InvalidStateError" => new InvalidStateException(message, error),
            "NotSupportedError" => new UnsupportedException(message, error),
            _ => new MediasoupException(message, error),
        };
    }
}
