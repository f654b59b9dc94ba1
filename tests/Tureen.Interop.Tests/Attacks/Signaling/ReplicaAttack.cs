using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6d: the first who comes into a room asks for a hundred consumers more for each producer of everybody.</summary>
internal sealed class ReplicaAttack : Attack
{
    private const uint FirstSsrc = 800_000;
    private const int Producers = 8;

    public override string Name => "S6d replicas";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant first = await scene.JoinAsync("first", "&consumerReplicas=100");
        Participant second = await scene.JoinAsync("second", "&consumerReplicas=100");
        for (uint i = 0; i < Producers; i++)
        {
            uint ssrc = FirstSsrc + i;
            await first.ProduceAsync("audio", MediaParameters.Opus(ssrc));
        }

        await second.Signaling.WaitForAsync("newConsumer", Producers);
        await Task.Delay(duration);
        int offered = second.Signaling.Received("newConsumer").Count;
        Assert.Equal(Producers, offered);
        return $"{offered} consumers of {Producers} producers";
    }
}
