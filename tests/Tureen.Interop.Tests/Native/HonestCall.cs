using Tureen.Testing.Simulation;

namespace Tureen.Interop.Tests.Native;

/// <summary>Two honest peers in a room of their own who hear each other, and who measure whether somebody disturbs them.</summary>
internal sealed class HonestCall : IAsyncDisposable
{
    private const double PacketsPerSecond = 50;
    private const uint FirstSsrc = 7_001;
    private const uint SecondSsrc = 7_002;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a packet may be under way before it counts as lost.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly LoopbackNetwork _network = new("honest");
    private readonly List<Participant> _participants = [];
    private readonly List<HonestStream> _streams = [];

    private HonestCall()
    {
    }

    /// <summary>Whether both are still in their room.</summary>
    public bool IsOpen => _participants.All(static participant => participant.Signaling.IsOpen);

    /// <summary>How the server ended the connections of both, as far as it has.</summary>
    public IReadOnlyList<int> CloseCodes =>
        [.. _participants.Select(static participant => (int?)participant.Signaling.CloseStatus ?? 0).Where(static code => code != 0)];

    public static async Task<HonestCall> StartAsync(string server, string roomId)
    {
        var call = new HonestCall();
        try
        {
            await call.JoinAsync(server, roomId);
            return call;
        }
        catch
        {
            await call.DisposeAsync();
            throw;
        }
    }

    /// <summary>What becomes of the packets that are sent while something else goes on.</summary>
    public async Task<CallReport> MeasureAsync(Func<Task> meanwhile)
    {
        await _network.InvokeAsync((now, _) => _streams.ForEach(stream => stream.Begin(now)));
        await meanwhile();
        long[] ends = [];
        await _network.InvokeAsync((now, _) => ends = [.. _streams.Select(stream => stream.Mark(now))]);
        await Task.Delay(Patience);
        CallReport report = null!;
        await _network.InvokeAsync((_, _) => report = CallReport.Of(_streams.Zip(ends, (stream, end) => stream.Take(end))));
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Participant participant in _participants)
        {
            await participant.AbortAsync();
        }

        await _network.DisposeAsync();
    }

    private async Task JoinAsync(string server, string roomId)
    {
        foreach (string peerId in new[] { "honest-1", "honest-2" })
        {
            _participants.Add(await Participant.JoinAsync(_network, server, roomId, peerId));
        }

        await _participants[0].ProduceAsync("audio", MediaParameters.Opus(FirstSsrc));
        await _participants[1].ProduceAsync("audio", MediaParameters.Opus(SecondSsrc));
        WebRtcEndpoint[] sending = [.. _participants.Select(static participant => participant.Sending)];
        _streams.Add(new HonestStream(sending[0], _participants[1].Receiving, FirstSsrc));
        _streams.Add(new HonestStream(sending[1], _participants[0].Receiving, SecondSsrc));
        foreach (HonestStream stream in _streams)
        {
            await _network.StartAsync(new PacedSender(PacketsPerSecond, (_, sink) => stream.Send(sink)));
        }

        using var deadline = new CancellationTokenSource(StartLimit);
        while (!_streams.TrueForAll(static stream => stream.ReceivedCount > 10))
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
