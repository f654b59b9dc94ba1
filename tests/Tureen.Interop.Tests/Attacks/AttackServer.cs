using Tureen.Interop.Tests.Native;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>The server that all attacks share, with the honest call; a new one where an attack has succeeded.</summary>
public sealed class AttackServer : IAsyncLifetime
{
    /// <summary>One worker, so that attackers and honest peers meet on it, and fewer ports than an attacker can ask for.</summary>
    private static readonly string[] Options =
    [
        "--workers", "1", "--rtc-min-port", "42000", "--rtc-max-port", "43999",
        "--broadcaster-token", AttackScene.BroadcasterToken, "--allow-private-destinations",
    ];

    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(5);

    private readonly LoopbackNetwork _attackers = new("attackers");
    private RoomServerProcess? _server;
    private HonestCall? _honest;
    private bool _isHurt;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _attackers.DisposeAsync();
    }

    /// <summary>Carries out an attack beside the honest call.</summary>
    internal async Task<AttackReport> RunAsync(Attack attack, TimeSpan duration)
    {
        await StartAsync();
        await using var scene = new AttackScene(_server!, _attackers);
        ProcessSample before = scene.Sample();
        DateTime start = DateTime.UtcNow;
        string outcome = string.Empty;
        Exception? failure = null;
        CallReport call = await _honest!.MeasureAsync(async () =>
        {
            try
            {
                outcome = await attack.RunAsync(scene, duration);
            }
            catch (Exception exception)
            {
                failure = exception;
                outcome = "FAILED: " + exception.Message;
            }

            // An attack of a few requests may be over before the honest call has sent anything.
            TimeSpan rest = duration - (DateTime.UtcNow - start);
            await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        });
        _isHurt = call.Lost > 0;
        ProcessSample? after = await IsHealthyAsync() ? scene.Sample() : null;
        double cores = ((after ?? before).CpuTime - before.CpuTime) / (DateTime.UtcNow - start);
        return new AttackReport(attack.Name, outcome, failure, call, _honest.IsOpen, after is not null, cores, before, after ?? before);
    }

    /// <summary>What the server has logged last.</summary>
    internal string Log => _server?.Log ?? string.Empty;

    private async Task StartAsync()
    {
        if (_honest is { IsOpen: true } && await IsHealthyAsync() && !_isHurt)
        {
            return;
        }

        await StopAsync();
        _isHurt = false;
        _server = await RoomServerProcess.StartLocalAsync(Options);
        _honest = await HonestCall.StartAsync(_server.Address, "honest");
    }

    private async Task StopAsync()
    {
        if (_honest is not null)
        {
            await _honest.DisposeAsync();
            _honest = null;
        }

        if (_server is not null)
        {
            // One whose media thread hangs does not end when it is asked to; the attack's own test has reported it.
            try
            {
                await _server.StopAsync();
            }
            catch (TimeoutException)
            {
                // It has been killed.
            }

            await _server.DisposeAsync();
            _server = null;
        }
    }

    private async Task<bool> IsHealthyAsync()
    {
        using HttpClient http = SourceAddress.Client(SourceAddress.Honest, _server!.Address);
        http.Timeout = HealthLimit;
        try
        {
            using HttpResponseMessage response = await http.GetAsync("health");
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
