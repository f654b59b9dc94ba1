namespace Tureen.V2;

/// <summary>What nobody waits for is logged when it fails.</summary>
internal static class LogExtensions
{
    public static async void Watch(this ComponentLog log, Task task, string what)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (MediasoupException error)
        {
            // What is closed meanwhile needs nothing any more.
            if (error is not (NotFoundException or WorkerClosedException))
            {
                log.Error($"{what} failed: {error.Message}");
            }
        }
    }
}
