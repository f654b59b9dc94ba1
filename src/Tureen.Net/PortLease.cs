namespace Tureen.Net;

/// <summary>The port of an open socket, and the set that it returns to.</summary>
internal readonly record struct PortLease(PortSet Set, int Port);
