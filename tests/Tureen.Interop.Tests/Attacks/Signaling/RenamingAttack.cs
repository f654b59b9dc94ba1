using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6b: a peer that changes its name to another 900 kB again and again, which all others are sent.</summary>
internal sealed class RenamingAttack : Attack
{
    private const int Bystanders = 8;
    private const int NameLength = 900_000;

    public override string Name => "S6b renaming";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        var bystanders = new List<Participant>();
        for (int i = 0; i < Bystanders; i++)
        {
            bystanders.Add(await scene.JoinHonestAsync(string.Create(CultureInfo.InvariantCulture, $"bystander-{i}")));
        }

        Participant attacker = await scene.JoinAsync("attacker");
        var clock = Stopwatch.StartNew();
        int renamed = 0;
        string? refusal = null;
        while (clock.Elapsed < duration && attacker.Signaling.IsOpen)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{renamed}{new string('n', NameLength)}");
            refusal = await TryAsync(() => attacker.Signaling.RequestAsync("changeDisplayName", new JsonObject { ["displayName"] = name }));
            renamed += refusal is null ? 1 : 0;
        }

        Assert.All(bystanders, static bystander => Assert.True(bystander.Signaling.IsOpen, "A bystander was cut."));
        return $"{renamed} renamings; {refusal ?? "none refused"}";
    }
}
