using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>S0: packets that a layered consumer holds back until a key frame, and whose numbers make it begin anew with each of them.</summary>
internal sealed class HeldPacketAttack(bool isSvc) : Attack
{
    /// <summary>Five delta frames, one that only carries the SRTP index on, one that fails as the first of a restart, and the key frame.</summary>
    private static readonly ushort[] Sequences = [6000, 6001, 6002, 6003, 6004, 36_000, 464, 465];

    private static uint _lastSsrc = 100_000;

    public override string Name => isSvc ? "S0 SVC" : "S0 simulcast";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant sender = await scene.JoinAsync("sender");
        Participant viewer = await scene.JoinAsync("viewer");
        int tries = 0;
        for (DateTime end = DateTime.UtcNow + duration; DateTime.UtcNow < end; tries++)
        {
            if (await TryAsync(() => TryOnceAsync(sender, viewer, tries)) is { } refusal)
            {
                return $"{refusal} at try {tries}";
            }

            await Task.Delay(500);
        }

        return $"{tries} tries";
    }

    private async Task TryOnceAsync(Participant sender, Participant viewer, int tries)
    {
        uint first = Interlocked.Add(ref _lastSsrc, 2);
        JsonObject parameters = isSvc ? MediaParameters.Vp9(first, "L2T2") : MediaParameters.Vp8(first, first + 1);
        string producer = await sender.ProduceAsync("video", parameters);
        await viewer.Signaling.WaitForAsync("newConsumer", tries + 1);
        await viewer.Signaling.WaitForAsync("consumerScore", tries + 1);
        byte type = isSvc ? MediaParameters.Vp9Type : MediaParameters.Vp8Type;
        for (int i = 0; i < Sequences.Length; i++)
        {
            byte[] payload = Payload(isKeyFrame: i == Sequences.Length - 1);
            await sender.SendAsync(RtpHeader.Create(type, Sequences[i], (uint)(i * 3000), first, marker: true), payload);
        }

        await Task.Delay(200);
        await sender.Signaling.RequestAsync("closeProducer", new JsonObject { ["producerId"] = producer });
    }

    private byte[] Payload(bool isKeyFrame) => isSvc
        ? [(byte)(isKeyFrame ? 0xAC : 0xEC), 1, 0, 0, .. new byte[16]]
        : [0x10, (byte)(isKeyFrame ? 0 : 1), 0, 0, 0x9D, 0x01, 0x2A, 64, 0, 64, 0, .. new byte[8]];
}
