namespace Tureen.Net;

/// <summary>The port of an open socket, and where it goes back to.</summary>
internal readonly record struct PortLease(PortSet Set, int Port);
