using System.Net;
using System.Net.Security;

namespace Tureen.Client.Native;

/// <summary>How the media stack works.</summary>
public sealed record NativeOptions
{
    /// <summary>The media thread; several factories may share one. The factory starts one of its own if not given, and closes that.</summary>
    public Worker? Worker { get; init; }

    /// <summary>The local addresses to send from, the preferred first; the system chooses if not given.</summary>
    public IReadOnlyList<IPAddress> LocalAddresses { get; init; } = [];

    /// <summary>Decides about the certificates of TURN servers over TLS, such as those of an authority of your own; the system's rules if not given.</summary>
    public RemoteCertificateValidationCallback? TurnCertificateValidation { get; init; }
}
