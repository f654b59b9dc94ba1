using System.Globalization;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6c: 900 kB of application data with each of 128 producers, which the server keeps.</summary>
internal sealed class AppDataAttack : Attack
{
    private const int Producers = 64;
    private const int Length = 900_000;
    private const uint FirstSsrc = 700_000;

    /// <summary>Kilobytes. What the messages themselves may cost while they are read.</summary>
    private const long MemoryLimit = 96 * 1024;

    public override string Name => "S6c application data";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant attacker = await scene.JoinAsync("attacker");
        string data = new('d', Length);
        long before = scene.Sample().AnonymousKilobytes;
        int kept = 0;
        DateTime end = DateTime.UtcNow + duration;
        for (uint i = 0; i < Producers * 2 && attacker.Signaling.IsOpen && DateTime.UtcNow < end; i++)
        {
            uint number = i;
            kept += await TryAsync(() => ProduceAsync(attacker, number, data), end - DateTime.UtcNow) is null ? 1 : 0;
        }

        long after = scene.Sample().AnonymousKilobytes;
        string text = string.Create(CultureInfo.InvariantCulture, $"{kept} of {Producers * 2} taken, memory {before / 1024} -> {after / 1024} MiB");
        Assert.True(after - before <= MemoryLimit, text);
        return text;
    }

    private static Task<JsonNode> ProduceAsync(Participant attacker, uint number, string data)
    {
        var request = new JsonObject
        {
            ["transportId"] = attacker.SendTransport.Id,
            ["appData"] = new JsonObject { ["data"] = data },
        };
        if (number < Producers)
        {
            request["kind"] = "audio";
            request["rtpParameters"] = MediaParameters.Opus(FirstSsrc + number);
            return attacker.Signaling.RequestAsync("produce", request);
        }

        request["sctpStreamParameters"] = new JsonObject { ["streamId"] = number, ["ordered"] = true };
        request["label"] = "label";
        request["protocol"] = string.Empty;
        return attacker.Signaling.RequestAsync("produceData", request);
    }
}
