using System.Diagnostics;

namespace Tureen.Engine.Primitives;

/// <summary>Counts the steps of loops over stored state, so that tests can show that one packet causes no more of them than its length allows.</summary>
/// <remarks>Exists in debug builds only: a release build drops the calls. One count for each thread, since tests run side by side.</remarks>
internal static class StepCounter
{
    [ThreadStatic]
    private static long _steps;

    /// <summary>Steps counted on this thread; always 0 in a release build.</summary>
    public static long Steps => _steps;

    [Conditional("DEBUG")]
    public static void Add(int steps = 1) => _steps += steps;
}
