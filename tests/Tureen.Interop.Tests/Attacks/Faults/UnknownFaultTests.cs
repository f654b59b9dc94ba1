using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Interop.Tests.Native;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Interop.Tests.Attacks.Faults;

/// <summary>Whatever fault is left in the engine: one that throws costs the attacker alone, one that never ends is noticed.</summary>
public sealed class UnknownFaultTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int RoomClosed = 4000;
    private const int PacketsPerSecond = 50;

    /// <summary>The limit of the watchdog is 5 s; a machine that does something else as well may be late itself.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(LongFloor.IsOn ? 6 : 12);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly LoopbackNetwork _attackers = new("attackers");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _attackers.DisposeAsync();
        _end.Dispose();
    }

    [Fact]
    public async Task S1_a_datagram_that_makes_the_engine_throw_costs_the_attacker_alone()
    {
        await using RoomServer server = await StartAsync(workers: 1);
        await using HonestCall honest = await HonestCall.StartAsync(server.Address.Authority, "honest");
        Participant attacker = await Participant.JoinAsync(_attackers, server.Address.Authority, "attack", "attacker");

        CallReport report = await honest.MeasureAsync(() =>
            _attackers.SendAsync(PacketsPerSecond, Duration, (_, sink) => attacker.Sending.SendDatagram(FaultyOwner.Throwing, sink)));

        output.WriteLine(report.ToString());
        Assert.Equal(0, report.Lost);
        Assert.True(honest.IsOpen);
        Assert.All(server.Workers, static worker => Assert.False(worker.Died));
        Assert.Contains(server.Workers, static worker => worker.Faults.Contained > 0);
        await attacker.AbortAsync();
    }

    [Fact]
    public async Task S0_a_datagram_that_the_engine_never_ends_with_is_noticed_and_another_worker_takes_over()
    {
        await using RoomServer server = await StartAsync(workers: 2);
        string address = server.Address.Authority;
        await using HonestCall sameWorker = await HonestCall.StartAsync(address, "same-worker");
        await using HonestCall otherWorker = await HonestCall.StartAsync(address, "other-worker");
        Participant attacker = await Participant.JoinAsync(_attackers, address, "attack", "attacker");

        var clock = new Stopwatch();
        CallReport report = await otherWorker.MeasureAsync(async () =>
        {
            clock.Start();
            await _attackers.InvokeAsync((_, sink) => attacker.Sending.SendDatagram(FaultyOwner.Endless, sink));
            while (sameWorker.IsOpen && clock.Elapsed < Noticed * 2)
            {
                await Task.Delay(10);
            }

            clock.Stop();
        });

        output.WriteLine($"noticed after {clock.Elapsed.TotalSeconds:0.0} s; the other worker's call: {report}");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Noticed);
        Assert.Contains(RoomClosed, sameWorker.CloseCodes);
        Assert.True(otherWorker.IsOpen);
        Assert.Equal(0, report.Lost);
        await using HonestCall afterwards = await HonestCall.StartAsync(address, "afterwards-1");
        await using HonestCall andAnother = await HonestCall.StartAsync(address, "afterwards-2");
        Assert.Equal(0, (await afterwards.MeasureAsync(static () => Task.Delay(500))).Lost);
        Assert.Equal(0, (await andAnother.MeasureAsync(static () => Task.Delay(500))).Lost);
        await attacker.AbortAsync();
    }

    private Task<RoomServer> StartAsync(int workers)
    {
        var settings = new RoomServerSettings
        {
            Port = 0,
            ListenIp = IPAddress.Loopback,
            RtcMinPort = 42_000,
            RtcMaxPort = 43_999,
            Workers = workers,
        };
        return RoomServer.StartAsync(settings, builder => builder.Services.PostConfigure<TureenOptions>(options =>
            options.WorkerSettings = new WorkerSettings
            {
                RtcMinPort = (ushort)settings.RtcMinPort,
                RtcMaxPort = (ushort)settings.RtcMaxPort,
                WrapSocketOwner = owner => new FaultyOwner(owner, _end.Token),
            }));
    }
}
