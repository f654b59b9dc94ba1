using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6f: notifications as fast as the socket takes them.</summary>
internal sealed class NotificationAttack : Attack
{
    /// <summary>Kilobytes by which the server's memory may grow.</summary>
    private const long MemoryLimit = 96 * 1024;

    public override string Name => "S6f notifications";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant attacker = await scene.JoinAsync("attacker");
        byte[] text = Encoding.UTF8.GetBytes("""{"notification":true,"method":"pauseProducer","data":{"producerId":"none"}}""");
        ProcessSample before = scene.Sample();
        long sent = 0;
        var clock = Stopwatch.StartNew();
        string? refusal = await TryAsync(async () =>
        {
            while (clock.Elapsed < duration && attacker.Signaling.IsOpen)
            {
                await attacker.Signaling.SendAsync(text, WebSocketMessageType.Text);
                sent++;
            }
        }, duration);
        ProcessSample after = scene.Sample();
        string outcome = string.Create(
            CultureInfo.InvariantCulture,
            $"{sent} in {clock.Elapsed.TotalSeconds:0.0} s, open: {attacker.Signaling.IsOpen}, memory {before.AnonymousKilobytes / 1024} -> {after.AnonymousKilobytes / 1024} MiB, server's CPU {(after.CpuTime - before.CpuTime).TotalSeconds:0.0} s{(refusal is null ? string.Empty : "; " + refusal)}");
        Assert.True(after.AnonymousKilobytes - before.AnonymousKilobytes <= MemoryLimit, outcome);
        return outcome;
    }
}
