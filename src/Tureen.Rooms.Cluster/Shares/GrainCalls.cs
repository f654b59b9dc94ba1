using Tureen.Rooms.Cluster.Limits;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>Repeats calls while another machine takes over what they are for. Whatever is called may happen twice without harm.</summary>
internal static class GrainCalls
{
    /// <exception cref="OrleansException">It failed until <see cref="ClusterLimits.MaxCall"/> had passed.</exception>
    /// <exception cref="TimeoutException">Nobody answered.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call, TimeProvider time)
    {
        long begin = time.GetTimestamp();
        TimeSpan delay = ClusterLimits.RetryDelay;
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception exception)
                when (exception is OrleansException or TimeoutException && time.GetElapsedTime(begin) + delay < ClusterLimits.MaxCall)
            {
                await Task.Delay(delay, time);
                delay = delay < ClusterLimits.MaxRetryDelay ? delay * 2 : delay;
            }
        }
    }
}
