using Tureen.Client;
using Tureen.Client.Browser.Interop;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

/// <summary>A browser that repeats a recording, and notes the calls to it.</summary>
internal sealed class FakePeerConnection(string localSdp, string streamId = "stream") : IPeerConnection
{
    private readonly List<FakeTransceiver> _transceivers = [];

    public List<string> Log { get; } = [];

    public List<string> Remote { get; } = [];

    public List<string> Local { get; } = [];

    public List<string> Channels { get; } = [];

    public string LocalSdp { get; set; } = localSdp;

    public Action<string, string> Handler { get; set; } = (_, _) => { };

    public string StreamId => streamId;

    public string IceGatheringState { get; set; } = "new";

    public string? ConnectionState { get; set; } = "new";

    public string IceConnectionState { get; set; } = "new";

    public long? MaxMessageSize => 262144;

    public int? MaxChannels { get; set; }

    public bool IsClosed { get; private set; }

    public IReadOnlyList<FakeTransceiver> Transceivers => _transceivers;

    public Task<string> CreateOfferAsync(bool isIceRestart = false)
    {
        Log.Add(isIceRestart ? "restart" : "offer");
        return Task.FromResult(LocalSdp);
    }

    public Task<string> CreateAnswerAsync()
    {
        Log.Add("answer");
        return Task.FromResult(LocalSdp);
    }

    public Task<string> SetLocalDescriptionAsync(string type, string sdp)
    {
        Local.Add(sdp);
        foreach ((FakeTransceiver transceiver, int index) in _transceivers.Select((one, index) => (one, index)))
        {
            transceiver.Mid ??= $"{index}";
        }

        return Task.FromResult(sdp);
    }

    public Task SetRemoteDescriptionAsync(string type, string sdp)
    {
        Remote.Add(sdp);
        return Task.CompletedTask;
    }

    public Task RollBackAsync()
    {
        Log.Add("rollback");
        return Task.CompletedTask;
    }

    public void SetIceServers(string json) => Log.Add(json);

    public ITransceiver AddTransceiver(IMediaStreamTrack track, IReadOnlyList<RtpEncodingParameters>? encodings, string? forcedExtensions)
    {
        FakeTransceiver transceiver = new(this, encodings ?? [new RtpEncodingParameters()]) { Track = track };
        _transceivers.Add(transceiver);
        return transceiver;
    }

    public ITransceiver? FindTransceiver(string mid)
    {
        FakeTransceiver transceiver = new(this, []) { Mid = mid, Direction = "recvonly" };
        _transceivers.Add(transceiver);
        return transceiver;
    }

    public void RemoveTrack(ITransceiver transceiver) => Log.Add("remove");

    public IDataChannel CreateDataChannel(string label, string options)
    {
        Channels.Add($"{label} {options}");
        return new FakeDataChannel(0, label, "");
    }

    public Task<string> GetStatsAsync() => Task.FromResult("""[{"id":"a","type":"transport"}]""");

    public void Close() => IsClosed = true;
}
