using Tureen.Recording.Settings;

namespace Tureen.Recording.Recorders;

/// <summary>
/// The thread that all recorders of the process write on. A disk that stands still keeps it waiting and nobody else. It runs while there is a recorder.
/// </summary>
internal static class RecordingThread
{
    private static readonly Lock Gate = new();
    private static readonly List<RecorderCore> Recorders = [];
    private static bool _isRunning;

    /// <summary>Gives a recorder its turns, until it has ended.</summary>
    public static void Add(RecorderCore recorder)
    {
        lock (Gate)
        {
            Recorders.Add(recorder);
            if (!_isRunning)
            {
                _isRunning = true;
                new Thread(Run) { IsBackground = true, Name = "recording" }.Start();
            }
        }
    }

    private static void Run()
    {
        while (true)
        {
            RecorderCore[] present;
            lock (Gate)
            {
                Recorders.RemoveAll(static recorder => recorder.HasEnded);
                if (Recorders.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                present = [.. Recorders];
            }

            foreach (RecorderCore recorder in present)
            {
                recorder.Turn();
            }

            Thread.Sleep(RecordingLimits.TurnInterval);
        }
    }
}
