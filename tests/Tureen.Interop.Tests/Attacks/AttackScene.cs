using System.Globalization;
using System.Net.Http.Headers;
using Tureen.Interop.Tests.Native;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>Where one attack happens: a server with one worker, and the attacker's sockets.</summary>
internal sealed class AttackScene(RoomServerProcess server, LoopbackNetwork network) : IAsyncDisposable
{
    /// <summary>What a broadcaster has to know; some attackers do.</summary>
    public const string BroadcasterToken = "a-token-that-has-leaked";

    private static int _lastRoom;

    private readonly List<Participant> _participants = [];

    public RoomServerProcess Server { get; } = server;

    public LoopbackNetwork Network { get; } = network;

    /// <summary>How many times the rate of the faults' list the SCTP attacks run at. A build for debugging is many times slower.</summary>
    public double RateFactor { get; } = LongFloor.IsOn ? 10 : 1;

    /// <summary>A room that nobody is in.</summary>
    public string Room { get; } = string.Create(CultureInfo.InvariantCulture, $"attack-{Interlocked.Increment(ref _lastRoom)}");

    /// <summary>A hostile peer, connected and joined.</summary>
    public async Task<Participant> JoinAsync(string peerId, string query = "")
    {
        Participant participant = await Participant.JoinAsync(Network, Server.Address, Room, peerId, query, SourceAddress.Attacker);
        _participants.Add(participant);
        return participant;
    }

    /// <summary>A hostile peer that has a WebSocket and nothing else.</summary>
    public async Task<Participant> OpenAsync(string peerId, string query = "")
    {
        Participant participant = await Participant.OpenAsync(Network, Server.Address, Room, peerId, query, SourceAddress.Attacker);
        _participants.Add(participant);
        return participant;
    }

    /// <summary>An honest peer who happens to be in the attacker's room.</summary>
    public async Task<Participant> JoinHonestAsync(string peerId)
    {
        Participant participant = await Participant.JoinAsync(Network, Server.Address, Room, peerId);
        _participants.Add(participant);
        return participant;
    }

    /// <summary>A client of the HTTP API, with the broadcasters' token if it has got hold of it.</summary>
    public HttpClient CreateHttpClient(bool hasToken = false)
    {
        HttpClient client = SourceAddress.Client(SourceAddress.Attacker, Server.Address);
        if (hasToken)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BroadcasterToken);
        }

        return client;
    }

    public ProcessSample Sample() => ProcessSample.Read(Server.ProcessId);

    public async ValueTask DisposeAsync()
    {
        foreach (Participant participant in _participants)
        {
            await participant.AbortAsync();
        }
    }
}
