using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Tureen.Interop.Tests.Attacks.Broadcasts;

/// <summary>S2c: plain transports until no port is left, and then on.</summary>
internal sealed class PortAttack : Attack
{
    private const int Transports = 4_000;
    private const int TransportsPerBroadcaster = 32;
    private const int Parallel = 4;

    private int _created;
    private int _refused;

    public override string Name => "S2c port exhaustion";

    public override int LongSeconds => 20;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        _created = 0;
        _refused = 0;
        using HttpClient http = scene.CreateHttpClient(hasToken: true);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(part => CreateAsync(http, scene.Room, part, clock, duration)));
        return string.Create(CultureInfo.InvariantCulture, $"{_created} transports, {_refused} refused");
    }

    private async Task CreateAsync(HttpClient http, string room, int part, Stopwatch clock, TimeSpan duration)
    {
        for (int i = 0; clock.Elapsed < duration; i++)
        {
            int broadcasterNumber = (i * Parallel) + part;
            var broadcaster = new HostileBroadcaster(http, $"{room}-{broadcasterNumber / 100}", $"broadcaster-{broadcasterNumber}");
            HttpStatusCode status = await broadcaster.JoinAsync();
            for (int transport = 0; transport < TransportsPerBroadcaster && clock.Elapsed < duration; transport++)
            {
                bool isCreated = !IsRefused(status) && await broadcaster.CreateTransportAsync() is not null;
                Interlocked.Increment(ref isCreated ? ref _created : ref _refused);
                if (IsRefused(status) || _created >= Transports * 2)
                {
                    await Task.Delay(20);
                }
            }
        }
    }
}
