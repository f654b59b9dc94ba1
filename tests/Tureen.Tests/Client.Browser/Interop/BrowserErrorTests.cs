using Tureen.Client.Browser.Interop;

namespace Tureen.Tests.Client.Browser.Interop;

public sealed class BrowserErrorTests
{
    [Theory]
    [InlineData("TypeError: Failed to execute 'send': too long", typeof(MediasoupTypeException))]
    [InlineData("InvalidModificationError: no", typeof(MediasoupTypeException))]
    [InlineData("InvalidStateError: closed", typeof(InvalidStateException))]
    [InlineData("NotSupportedError: no Blob", typeof(UnsupportedException))]
    [InlineData("OperationError: queue full", typeof(MediasoupException))]
    [InlineData("", typeof(MediasoupException))]
    public void An_error_of_the_browser_is_a_documented_exception_with_what_was_tried(string text, Type expected)
    {
        Exception error = BrowserError.Of("cannot send a message of 300000 bytes", new InvalidOperationException(text));

        Assert.IsType(expected, error);
        Assert.Equal($"cannot send a message of 300000 bytes: {text}", error.Message);
    }
}
