using Tureen.Ortc;

namespace Tureen.Client.Native.Sessions;

/// <summary>The two ends between which the router of a session forwards.</summary>
/// <param name="Router">The router of this session alone.</param>
/// <param name="Client">Towards the server.</param>
/// <param name="Direct">Towards the application.</param>
/// <param name="Candidates">The addresses of the server.</param>
/// <param name="IgnoredNames">How many candidates of the server were left out because of names that nobody but its own network can look up.</param>
internal sealed record NativeEnds(
    Router Router, ClientTransport Client, DirectTransport Direct, IReadOnlyList<IceCandidate> Candidates, int IgnoredNames);
