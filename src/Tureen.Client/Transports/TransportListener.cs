using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Passes the reports of a handler to its transport.</summary>
internal sealed class TransportListener(Transport transport) : IHandlerListener
{
    public Task ConnectAsync(DtlsParameters dtlsParameters) => transport.ConnectAsync(dtlsParameters);

    public void HandleIceGatheringState(IceGatheringState state) => transport.HandleIceGatheringState(state);

    public void HandleConnectionState(ConnectionState state) => transport.HandleConnectionState(state);

    public void HandleIceCandidateError(IceCandidateError error) => transport.HandleIceCandidateError(error);
}
