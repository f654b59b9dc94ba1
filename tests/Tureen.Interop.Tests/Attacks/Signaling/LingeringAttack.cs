using System.Globalization;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6e: clients of the classic dialect that make transports and never join.</summary>
internal sealed class LingeringAttack : Attack
{
    private const int Sockets = 40;
    private const int TransportsPerSocket = 32;

    /// <summary>When those who have not joined must be gone; the short form does not wait for it.</summary>
    private static readonly TimeSpan JoinDeadline = TimeSpan.FromSeconds(35);

    public override string Name => "S6e never joining";

    public override int LongSeconds => 36;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        DateTime end = DateTime.UtcNow + duration;
        var clients = new List<Participant>();
        int transports = 0;
        for (int i = 0; i < Sockets; i++)
        {
            string peerId = string.Create(CultureInfo.InvariantCulture, $"lingering-{i}");
            await TryAsync(async () =>
            {
                Participant client = await scene.OpenAsync(peerId);
                clients.Add(client);
                for (int j = 0; j < TransportsPerSocket; j++)
                {
                    await client.Signaling.RequestAsync("createWebRtcTransport", new JsonObject { ["producing"] = true });
                    transports++;
                }
            });
        }

        TimeSpan left = end - DateTime.UtcNow;
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        int open = clients.Count(static client => client.Signaling.IsOpen);
        string text = $"{transports} transports of {clients.Count} clients, of whom {open} are still there";
        Assert.True(duration < JoinDeadline || open == 0, text);
        return text;
    }
}
