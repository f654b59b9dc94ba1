namespace Tureen;

/// <summary>Attaches what a pipe carries to its entry in the pipe.</summary>
internal static class PipeAttachment
{
    /// <param name="transport">The pipe's transport.</param>
    /// <param name="attach">Attaches it, on the media thread.</param>
    /// <param name="close">Closes it when that fails.</param>
    /// <param name="check">Must still hold afterwards; null for nothing.</param>
    public static async Task RunAsync(PipeTransport transport, Action attach, Action close, Action? check = null)
    {
        try
        {
            await transport.Channel.RequestAsync((_, _) =>
            {
                attach();
                return true;
            }).ConfigureAwait(false);
            check?.Invoke();
        }
        catch
        {
            close();
            throw;
        }
    }
}
