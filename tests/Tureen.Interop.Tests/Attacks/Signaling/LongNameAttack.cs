using System.Globalization;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6a: peers with names of 950 kB, so that the answer to whoever joins gets too long to be sent.</summary>
internal sealed class LongNameAttack : Attack
{
    private const int Peers = 18;
    private const int NameLength = 950_000;

    public override string Name => "S6a long names";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        string name = new('n', NameLength);
        int joined = 0;
        DateTime end = DateTime.UtcNow + duration;
        for (int i = 0; i < Peers && DateTime.UtcNow < end; i++)
        {
            string peerId = string.Create(CultureInfo.InvariantCulture, $"fake-{i}");
            joined += await TryAsync(async () =>
            {
                Participant fake = await scene.OpenAsync(peerId);
                await fake.Signaling.RequestAsync("join", new JsonObject { ["displayName"] = name, ["device"] = new JsonObject() });
            }, duration) is null ? 1 : 0;
        }

        Participant honest = await scene.JoinHonestAsync("honest");
        Assert.True(honest.Signaling.IsOpen);
        return $"{joined} of {Peers} joined; an honest peer joined after them";
    }
}
