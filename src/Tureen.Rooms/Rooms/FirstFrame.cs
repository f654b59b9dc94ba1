using Tureen.Ortc;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Rooms;

/// <summary>Measures once for each peer how long it waits for its first picture. Runs on the room's loop, but for the traces of the consumer.</summary>
internal sealed class FirstFrame(TimeProvider time)
{
    private bool _isMeasuring;

    /// <summary>Measures by a consumer from now on, if it is the first one with pictures.</summary>
    public async Task WatchIfNeededAsync(Consumer consumer)
    {
        if (_isMeasuring || consumer.Kind != MediaKind.Video || !RoomTelemetry.FirstFrames.Enabled)
        {
            return;
        }

        _isMeasuring = true;
        long startedAt = time.GetTimestamp();
        int isSeen = 0;
        consumer.OnTrace += trace =>
        {
            if (trace.Type == ConsumerTraceEventType.KeyFrame && Interlocked.Exchange(ref isSeen, 1) == 0)
            {
                RoomTelemetry.FirstFrames.Record(time.GetElapsedTime(startedAt).TotalSeconds);
                _ = StopAsync(consumer);
            }
        };
        await consumer.EnableTraceEventAsync(ConsumerTraceEventType.KeyFrame);
    }

    private static async Task StopAsync(Consumer consumer)
    {
        try
        {
            await consumer.EnableTraceEventAsync();
        }
        catch (MediasoupException)
        {
            // The consumer has closed meanwhile.
        }
    }
}
