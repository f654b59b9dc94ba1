namespace Tureen.V2;

/// <summary>Logs failures of tasks that nobody waits for.</summary>
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
            // An object that was closed meanwhile needs nothing more.
            if (error is not (NotFoundException or WorkerClosedException))
            {
                log.Error($"{what} failed: {error.Message}");
            }
        }
    }
}
