using System.Collections.Concurrent;
using Tureen.Ortc;

namespace Tureen.Samples.WebCall;

/// <summary>The one room of this program. Safe to use from any thread.</summary>
internal sealed class CallRoom(WorkerPool workers, IConfiguration configuration) : IDisposable
{
    private readonly ConcurrentDictionary<Caller, bool> _callers = new();
    private readonly SemaphoreSlim _opening = new(1);
    private Router? _router;

    /// <summary>The room's router. After its worker has died, which closes all that it had, it is a new one.</summary>
    public async Task<Router> GetRouterAsync()
    {
        await _opening.WaitAsync();
        try
        {
            if (_router is not { Closed: false })
            {
                _router = await workers.CreateRouterAsync(new RouterOptions
                {
                    MediaCodecs =
                    [
                        new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
                        new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
                    ],
                });
            }

            return _router;
        }
        finally
        {
            _opening.Release();
        }
    }

    public async Task<WebRtcTransport> CreateTransportAsync()
    {
        Router router = await GetRouterAsync();
        return await router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos = [Listen(TransportProtocol.Udp), Listen(TransportProtocol.Tcp)],
            InitialAvailableOutgoingBitrate = 1_000_000,
        });
    }

    public void Enter(Caller caller) => _callers.TryAdd(caller, true);

    public void Leave(Caller caller) => _callers.TryRemove(caller, out _);

    /// <summary>What the others send.</summary>
    public IEnumerable<Producer> ProducersExcept(Caller caller) =>
        _callers.Keys.Where(other => other != caller).SelectMany(static other => other.Producers);

    public void NotifyOthers(Caller caller, string method, object data)
    {
        foreach (Caller other in _callers.Keys.Where(other => other != caller))
        {
            other.Notify(method, data);
        }
    }

    public void Dispose() => _opening.Dispose();

    private TransportListenInfo Listen(TransportProtocol protocol) => new()
    {
        Protocol = protocol,
        Ip = configuration["Media:Ip"] ?? "127.0.0.1",
        AnnouncedAddress = configuration["Media:AnnouncedAddress"],
    };
}
