namespace Tureen.WorkerProcess.Hosting;

/// <summary>The exit codes of the process; the library on the other side distinguishes them.</summary>
internal static class ExitCode
{
    public const int Closed = 0;

    /// <summary>The channel carries something that is no message, or cannot be used.</summary>
    public const int BrokenChannel = 40;

    /// <summary>Not started by the library: MEDIASOUP_VERSION is missing.</summary>
    public const int NoVersion = 41;

    public const int WrongSettings = 42;

    /// <summary>The worker's thread stood still and was given up.</summary>
    public const int Stuck = 43;

    /// <summary>As if aborted: the engine failed.</summary>
    public const int Failed = 134;
}
