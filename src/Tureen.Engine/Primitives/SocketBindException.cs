namespace Tureen.Engine.Primitives;

/// <summary>A socket could not be bound: the address is not local, or no port was free.</summary>
internal sealed class SocketBindException(string message, Exception? inner = null) : Exception(message, inner);
