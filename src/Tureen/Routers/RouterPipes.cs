namespace Tureen;

/// <summary>The pairs of transports that join a router to others: one pair for two routers, whichever of them asks first.</summary>
internal sealed class RouterPipes(Router router)
{
    /// <summary>Guards the tables of all routers, because each pair is in two of them.</summary>
    private static readonly Lock Gate = new();

    private readonly Dictionary<Router, Task<PipePair>> _pairs = [];

    public Task<PipePair> JoinAsync(Router other, PipeToRouterOptions options)
    {
        lock (Gate)
        {
            if (!_pairs.TryGetValue(other, out Task<PipePair>? pair))
            {
                pair = CreateAsync(other, options);
                _pairs.Add(other, pair);
                other.Pipes._pairs.Add(router, pair);
            }

            return pair;
        }
    }

    private async Task<PipePair> CreateAsync(Router other, PipeToRouterOptions options)
    {
        // The tables know the pair before anything can fail.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            PipePair pair = await PipePair.CreateAsync(router, other, options).ConfigureAwait(false);
            pair.OnClose(() => Forget(other));
            return pair;
        }
        catch
        {
            Forget(other);
            throw;
        }
    }

    private void Forget(Router other)
    {
        lock (Gate)
        {
            _pairs.Remove(other);
            other.Pipes._pairs.Remove(router);
        }
    }
}
