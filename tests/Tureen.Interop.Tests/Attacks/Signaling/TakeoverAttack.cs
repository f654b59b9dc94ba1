using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6g: a stranger comes with the id of somebody who is in the room, to end that one's call.</summary>
internal sealed class TakeoverAttack : Attack
{
    public override string Name => "S6g takeover";

    public override int ShortSeconds => 1;

    public override int LongSeconds => 3;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant honest = await scene.JoinHonestAsync("somebody");
        string? refusal = await TryAsync(async () =>
        {
            Participant attacker = await scene.OpenAsync("somebody");
            await attacker.JoinAsync("Somebody else");
        });
        await Task.Delay(duration);
        Assert.True(honest.Signaling.IsOpen, "Somebody was put out by a stranger.");
        return $"the stranger: {refusal ?? "let in beside"}";
    }
}
