using System.Globalization;
using Tureen.Interop.Tests.Native;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Attacks.Sockets;

/// <summary>S7: a server that may open no more descriptors, with connections that wait to be accepted.</summary>
public sealed class DescriptorLimitTests(ITestOutputHelper output)
{
    private const int Descriptors = 320;
    private const int Connections = 200;

    /// <summary>Cores. An accept that fails once a second costs next to nothing.</summary>
    private const double CpuLimit = 0.1;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait(LongFloor.Trait, LongFloor.Value)]
    public async Task S7_no_thread_spins_when_the_descriptors_are_used_up()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync(
            ["--workers", "1", "--rtc-min-port", "42000", "--rtc-max-port", "43999"], Descriptors);
        await using HonestCall honest = await HonestCall.StartAsync(server.Address, "honest");
        await using var network = new LoopbackNetwork("silent");
        await using Participant attacker = await Participant.OpenAsync(
            network, server.Address, "attack", "attacker", from: SourceAddress.Attacker);
        RemoteTransport transport = await attacker.CreateTransportAsync(isConsuming: true, isTcp: true);
        using var silent = new SilentConnections(transport.Tcp!);
        await silent.OpenAsync(Connections);
        await Task.Delay(Settling, TestContext.Current.CancellationToken);

        var duration = TimeSpan.FromSeconds(LongFloor.IsOn ? 10 : 3);
        var before = ProcessSample.ReadThreads(server.ProcessId).ToDictionary(static thread => thread.Id);
        CallReport report = await honest.MeasureAsync(() => Task.Delay(duration));
        (string Name, double Cores)[] busiest =
        [
            .. ProcessSample.ReadThreads(server.ProcessId)
                .Where(thread => before.ContainsKey(thread.Id))
                .Select(thread => (thread.Name, (thread.CpuTime - before[thread.Id].CpuTime) / (duration + TimeSpan.FromSeconds(1))))
                .OrderByDescending(static thread => thread.Item2),
        ];

        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{ProcessSample.Read(server.ProcessId).Descriptors} descriptors, busiest thread {busiest[0].Name} with {busiest[0].Cores:0.00} cores | honest: {report}");
        output.WriteLine(text);
        Assert.True(busiest[0].Cores <= CpuLimit, text);
        Assert.True(report.Lost == 0, text);
    }
}
