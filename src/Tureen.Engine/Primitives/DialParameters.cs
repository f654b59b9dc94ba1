using System.Net;

namespace Tureen.Engine.Primitives;

/// <summary>How connections are opened.</summary>
/// <param name="Local">The local address.</param>
/// <param name="Framing">What packets look like in the stream.</param>
/// <param name="Security">TLS; null for none.</param>
internal readonly record struct DialParameters(IPAddress Local, StreamFraming Framing, StreamSecurity? Security = null);
