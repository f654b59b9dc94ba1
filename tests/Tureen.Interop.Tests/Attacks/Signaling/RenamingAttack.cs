using System.Globalization;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6b: a peer that changes its name to another 900 kB again and again, which all others are sent.</summary>
internal sealed class RenamingAttack : Attack
{
    private const int Bystanders = 8;
    private const int Renamings = 40;
    private const int NameLength = 900_000;

    public override string Name => "S6b renaming";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        var bystanders = new List<Participant>();
        for (int i = 0; i < Bystanders; i++)
        {
            bystanders.Add(await scene.JoinHonestAsync(string.Create(CultureInfo.InvariantCulture, $"bystander-{i}")));
        }

        // Without waiting for answers, so that what is sent to the others piles up as fast as the server reads.
        Participant attacker = await scene.JoinAsync("attacker");
        int sent = 0;
        string? refusal = await TryAsync(async () =>
        {
            for (; sent < Renamings && attacker.Signaling.IsOpen; sent++)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{sent}{new string('n', NameLength)}");
                int id = 1_000_000 + sent;
                await attacker.Signaling.SendTextAsync(
                    $$$"""{"request":true,"id":{{{id}}},"method":"changeDisplayName","data":{"displayName":"{{{name}}}"}}""");
            }
        }, duration);

        Assert.All(bystanders, static bystander => Assert.True(bystander.Signaling.IsOpen, "A bystander was cut."));
        return $"{sent} renamings sent, open: {attacker.Signaling.IsOpen}{(refusal is null ? string.Empty : "; " + refusal)}";
    }
}
