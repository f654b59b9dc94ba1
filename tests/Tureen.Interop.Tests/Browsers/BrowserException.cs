namespace Tureen.Interop.Tests.Browsers;

/// <summary>A page's script, or the browser itself, failed.</summary>
internal sealed class BrowserException(string message) : Exception(message);
