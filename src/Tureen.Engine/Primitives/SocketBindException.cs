namespace Tureen.Engine.Primitives;

/// <summary>A socket could not be bound: the address is not local, or no port was free.</summary>
internal sealed class SocketBindException(SocketBindError error, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public SocketBindException(string message, Exception? inner = null)
        : this(SocketBindError.Other, message, inner)
    {
    }

    public SocketBindError Error { get; } = error;
}
