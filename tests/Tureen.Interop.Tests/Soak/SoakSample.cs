using System.Globalization;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Soak;

/// <summary>The server's process while no call but the honest one is open.</summary>
internal sealed record SoakSample(TimeSpan At, int Calls, int Failed, ProcessSample Process)
{
    public const string Header = "seconds,calls,failed,rss_kb,anonymous_kb,descriptors,threads,cpu_seconds";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{At.TotalSeconds:0},{Calls},{Failed},{Process.ResidentKilobytes},{Process.AnonymousKilobytes},{Process.Descriptors},{Process.Threads},{Process.CpuTime.TotalSeconds:0.0}");
}
