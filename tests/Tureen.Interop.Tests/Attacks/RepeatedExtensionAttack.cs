using Tureen.Interop.Tests.Native;
using Tureen.Tests.Engine.Codecs;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>S1b: two dependency descriptors in one packet, of which different places read different ones.</summary>
internal sealed class RepeatedExtensionAttack : Attack
{
    private const uint Ssrc = 200_001;

    public override string Name => "S1b two dependency descriptors";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant sender = await scene.JoinAsync("sender");
        Participant viewer = await scene.JoinAsync("viewer");
        await sender.ProduceAsync("video", MediaParameters.Av1(Ssrc, "L1T2"));
        await viewer.Signaling.WaitForAsync("consumerScore");
        var descriptors = new DependencyDescriptorBytes
        {
            Templates = [(0, 0, "SS", [], []), (0, 0, "SS", [2], []), (0, 1, "-D", [1], [])],
        };
        byte[] payload = [0x18, .. new byte[20]];
        ushort sequence = 100;
        long sent = await scene.Network.SendAsync(50, duration, (_, sink) =>
        {
            bool isKeyFrame = sequence % 50 == 0;
            byte[] whole = descriptors.Write(isKeyFrame ? 0 : 1, sequence, withStructure: true, active: 1);
            byte[][] elements = isKeyFrame ? [whole] : [whole, descriptors.Write(1, sequence)];
            sender.Sending.SendRtp(
                RtpHeader.CreateWithElements(MediaParameters.Av1Type, sequence, sequence * 3000u, Ssrc, MediaParameters.DependencyDescriptorId, elements),
                payload,
                sink);
            sequence++;
        });
        return $"{sent} packets";
    }
}
