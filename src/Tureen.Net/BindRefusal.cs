using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>Why a port could not be bound. It is a value, so that a search over many ports does not pay for an exception at each.</summary>
/// <param name="Error">The kind.</param>
/// <param name="SystemCode">errno; 0 when <paramref name="Cause"/> describes the error.</param>
/// <param name="Cause">What the base library threw.</param>
internal readonly record struct BindRefusal(SocketBindError Error, int SystemCode, SocketException? Cause = null)
{
    public static BindRefusal From(SocketException exception) => new(BindFailure.ErrorOf(exception), 0, exception);

    public SocketBindException ToException(in ListenParameters parameters, int port) =>
        BindFailure.Create(Error, parameters, port, Cause?.Message ?? Marshal.GetPInvokeErrorMessage(SystemCode), Cause);
}
