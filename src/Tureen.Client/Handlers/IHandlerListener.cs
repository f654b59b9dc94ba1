using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Receives what a handler reports about its transport.</summary>
public interface IHandlerListener
{
    /// <summary>Asks the application to connect the server's transport, before anything is sent or received.</summary>
    /// <param name="dtlsParameters">The local certificate and role.</param>
    /// <returns>Completes when the server has it. Fails with what the application threw; the next operation then asks again.</returns>
    Task ConnectAsync(DtlsParameters dtlsParameters);

    /// <summary>Reports the state of gathering; ignores the same state again.</summary>
    /// <param name="state">The state.</param>
    void HandleIceGatheringState(IceGatheringState state);

    /// <summary>Reports the state of the connection; ignores the same state again.</summary>
    /// <param name="state">The state.</param>
    void HandleConnectionState(ConnectionState state);

    /// <summary>Reports that a STUN or TURN server cannot be used.</summary>
    /// <param name="error">Why.</param>
    void HandleIceCandidateError(IceCandidateError error);
}
