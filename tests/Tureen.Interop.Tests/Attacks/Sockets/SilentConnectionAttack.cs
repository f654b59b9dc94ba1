using System.Diagnostics;
using System.Globalization;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Sockets;

/// <summary>S5: as many silent TCP connections as a listener holds, kept alive by empty frames and opened anew when they are closed.</summary>
internal sealed class SilentConnectionAttack : Attack
{
    private const int Connections = 4_096;
    private const int LeastShare = 9;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(500);

    public override string Name => "S5 silent TCP connections";

    public override int ShortSeconds => 5;

    public override int LongSeconds => 36;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant honest = await scene.JoinHonestAsync("honest");
        RemoteTransport transport = await honest.CreateTransportAsync(isConsuming: true, isTcp: true);
        using var silent = new SilentConnections(transport.Tcp!);
        await silent.OpenAsync(Connections);
        int closed = 0;
        int tries = 0;
        int successes = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            // A transport of one's own for each try, as a new client has.
            honest = await scene.JoinHonestAsync($"honest-{tries}");
            transport = await honest.CreateTransportAsync(isConsuming: true, isTcp: true);
            successes += await IceTcpProbe.TryAsync(transport) ? 1 : 0;
            tries++;
            closed += await silent.RefreshAsync();
            await Task.Delay(ProbeInterval);
        }

        string text = string.Create(
            CultureInfo.InvariantCulture, $"{silent.Count} connections, {closed} closed by the server, {successes} of {tries} honest ones got in");
        Assert.True(successes * 10 >= tries * LeastShare, text);
        return text;
    }
}
