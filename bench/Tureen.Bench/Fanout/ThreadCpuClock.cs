using Tureen.Net.Linux;

namespace Tureen.Bench.Fanout;

/// <summary>CPU time of the calling thread, exact to the nanosecond.</summary>
internal static unsafe class ThreadCpuClock
{
    public static TimeSpan Now
    {
        get
        {
            TimeSpecification time;
            return LinuxNative.ClockGetTime(LinuxConstants.ClockThreadCpuTime, &time) == 0 ? time.ToTimeSpan() : default;
        }
    }
}
