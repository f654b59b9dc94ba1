using Tureen.Client;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

internal sealed class FakeListener : IHandlerListener
{
    public List<DtlsParameters> Connects { get; } = [];

    public List<string> States { get; } = [];

    public Exception? Refusal { get; set; }

    public Task ConnectAsync(DtlsParameters dtlsParameters)
    {
        Connects.Add(dtlsParameters);
        return Refusal is null ? Task.CompletedTask : Task.FromException(Refusal);
    }

    public void HandleIceGatheringState(IceGatheringState state) => States.Add("gathering " + state.ToWireString());

    public void HandleConnectionState(ConnectionState state) => States.Add(state.ToWireString());

    public void HandleIceCandidateError(IceCandidateError error) => States.Add($"{error.ErrorCode} {error.Url} {error.Port}");
}
