using System.Net.Sockets;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>Makes the exceptions of binding, so that every implementation describes a failure in the same words.</summary>
internal static class BindFailure
{
    public static SocketBindException Create(
        SocketBindError error, in ListenParameters parameters, int port, string systemError, Exception? inner = null)
    {
        string reason = error switch
        {
            SocketBindError.AddressInUse => "port in use",
            SocketBindError.NoPortAvailable => "no free port",
            SocketBindError.AddressNotAvailable => "address not available on this machine",
            SocketBindError.AccessDenied => "not permitted",
            SocketBindError.TooManyOpenFiles => "too many open files",
            SocketBindError.AddressFamilyNotSupported => "address family not supported",
            _ => "cannot be bound",
        };
        return new SocketBindException(error, $"{reason} [ip:{parameters.Address}, port:{port}]: {systemError}", inner);
    }

    public static SocketBindError ErrorOf(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => SocketBindError.AddressInUse,
        SocketError.AddressNotAvailable => SocketBindError.AddressNotAvailable,
        SocketError.AccessDenied => SocketBindError.AccessDenied,
        SocketError.TooManyOpenSockets => SocketBindError.TooManyOpenFiles,
        SocketError.AddressFamilyNotSupported => SocketBindError.AddressFamilyNotSupported,
        _ => SocketBindError.Other,
    };

    public static SocketBindException RangeExhausted(in ListenParameters parameters, PortRange range) =>
        new(SocketBindError.NoPortAvailable, $"no free port [ip:{parameters.Address}, ports:{range}]");
}
