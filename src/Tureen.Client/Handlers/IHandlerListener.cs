using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Whom a handler tells of its transport.</summary>
public interface IHandlerListener
{
    /// <summary>Asks the application to connect the server's transport, before anything is sent or received.</summary>
    /// <param name="dtlsParameters">The local certificate and role.</param>
    /// <returns>When the server has it; fails with what the application threw, and is then asked again with the next operation.</returns>
    Task ConnectAsync(DtlsParameters dtlsParameters);

    /// <summary>Tells the state of gathering; the same state again is left out.</summary>
    /// <param name="state">The state.</param>
    void HandleIceGatheringState(IceGatheringState state);

    /// <summary>Tells the state of the connection; the same state again is left out.</summary>
    /// <param name="state">The state.</param>
    void HandleConnectionState(ConnectionState state);

    /// <summary>Tells that a STUN or TURN server cannot be used.</summary>
    /// <param name="error">Why.</param>
    void HandleIceCandidateError(IceCandidateError error);
}
