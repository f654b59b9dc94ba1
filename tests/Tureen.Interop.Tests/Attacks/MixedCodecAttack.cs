using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>S1c: encodings of one producer with different codecs, so that the descriptor of one reaches the rewriter of the other.</summary>
internal sealed class MixedCodecAttack : Attack
{
    private const uint Vp8Ssrc = 300_001;
    private const uint Vp9Ssrc = 300_002;

    public override string Name => "S1c mixed codecs";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant sender = await scene.JoinAsync("sender");
        Participant viewer = await scene.JoinAsync("viewer");
        if (await TryAsync(() => sender.ProduceAsync("video", MediaParameters.Mixed(Vp8Ssrc, Vp9Ssrc))) is { } refusal)
        {
            return $"refused: {refusal}";
        }

        await viewer.Signaling.WaitForAsync("consumerScore");
        ushort sequence = 100;
        long sent = await scene.Network.SendAsync(50, duration, (_, sink) =>
        {
            // Descriptors that are shorter than what the other codec has at least, and some with every temporal layer that three bits can say.
            bool hasLayers = sequence % 2 == 1;
            byte first = (byte)(0x8C | (sequence % 20 == 0 ? 0 : 0x40) | (hasLayers ? 0x20 : 0));
            byte[] layers = hasLayers ? [(byte)((sequence / 2 % 8) << 5), 0] : [];
            byte[] payload = [first, (byte)(sequence & 0x7F), .. layers, .. new byte[20]];
            sender.Sending.SendRtp(RtpHeader.Create(MediaParameters.Vp9Type, sequence, sequence * 3000u, Vp9Ssrc, marker: true), payload, sink);
            sequence++;
        });
        return $"{sent} packets";
    }
}
