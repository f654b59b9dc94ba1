using Tureen.Engine.Transports;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Robustness;

/// <summary>Datagrams that a hostile peer makes by hand.</summary>
internal static class HostileBytes
{
    /// <summary>A genuine check, which validates the address it comes from.</summary>
    public static byte[] Check(WebRtcTransportCore transport, bool useCandidate = false, uint? nomination = null) =>
        new BindingRequest
        {
            RemoteUsernameFragment = transport.IceParameters.UsernameFragment,
            RemotePassword = transport.IceParameters.Password,
            UseCandidate = useCandidate,
            Nomination = nomination,
        }.ToBytes();

    /// <summary>A plain RTCP Receiver Report without blocks.</summary>
    public static byte[] EmptyReport() => [0x80, 201, 0, 1, 0, 0, 0, 9];
}
