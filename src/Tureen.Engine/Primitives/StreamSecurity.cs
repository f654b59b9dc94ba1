using System.Net.Security;

namespace Tureen.Engine.Primitives;

/// <summary>TLS over connections that the machine opens.</summary>
/// <param name="HostName">The name that the certificate must have.</param>
/// <param name="Validation">Decides about the certificate; null for the rules of the system.</param>
internal sealed record StreamSecurity(string HostName, RemoteCertificateValidationCallback? Validation);
