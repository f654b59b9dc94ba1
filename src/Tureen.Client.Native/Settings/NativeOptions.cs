using System.Net;

namespace Tureen.Client.Native;

/// <summary>How the media stack works.</summary>
public sealed record NativeOptions
{
    /// <summary>The media thread; several factories may share one. The factory starts one of its own if not given, and closes that.</summary>
    public Worker? Worker { get; init; }

    /// <summary>The local addresses to send from, the preferred first; the system chooses if not given.</summary>
    public IReadOnlyList<IPAddress> LocalAddresses { get; init; } = [];
}
