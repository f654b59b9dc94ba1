using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Forwarding;

namespace Tureen.Tests.Robustness;

/// <summary>Packets that wait for a key frame are reconsidered once, wherever their numbers lie: the media thread must not turn round them for ever.</summary>
public sealed class S0_HeldPacketsTests
{
    public static TheoryData<string, ConsumerType, string, int> Kinds => new()
    {
        { "video/VP8", ConsumerType.Simulcast, "L1T3", 2 },
        { "video/VP9", ConsumerType.Svc, "L2T2", 1 },
        { "video/AV1", ConsumerType.Svc, "L3T3_KEY", 1 },
        { "video/H264", ConsumerType.Svc, "L1T3", 1 },
        { "video/H264", ConsumerType.Simulcast, "L1T3", 2 },
        { "video/VP8", ConsumerType.Simple, "L1T1", 1 },
        { "video/VP9", ConsumerType.Pipe, "L3T3", 1 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void S0_a_source_that_begins_anew_while_packets_wait_goes_on_from_its_key_frame(
        string codec, ConsumerType type, string mode, int encodings)
    {
        using var scene = new LayerScene(codec, type, mode, encodings);
        foreach (ushort sequence in new ushort[] { 6000, 6001, 6002, 6003, 6004, 36_000, 464 })
        {
            scene.Push(sequence, Payload(codec, sequence, isKey: false));
        }

        Assert.Empty(scene.Sent);
        scene.Push(465, Payload(codec, 465, isKey: true));
        scene.Push(466, Payload(codec, 466, isKey: false));

        // What came before the source began anew is of another run.
        Assert.Equal([465, 466], scene.Inputs.Select(static input => (int)input));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void S0_held_packets_far_from_each_other_are_each_handled_once(string codec, ConsumerType type, string mode, int encodings)
    {
        using var scene = new LayerScene(codec, type, mode, encodings);
        foreach (ushort sequence in new ushort[] { 12_900, 10_100, 10_101 })
        {
            scene.Push(sequence, Payload(codec, sequence, isKey: false));
        }

        // Each is near the key frame, and the second, seen from the first, looks like a source that began anew.
        scene.Push(10_099, Payload(codec, 10_099, isKey: true));
        Assert.Equal(10_099, scene.Inputs.First());
        Assert.InRange(scene.Sent.Count, 1, 3);

        // Whatever became of them, the next key frames are sent.
        scene.Push(10_102, Payload(codec, 10_102, isKey: true));
        scene.Push(10_103, Payload(codec, 10_103, isKey: true));
        Assert.Contains((ushort)10_103, scene.Inputs);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void S0_a_failure_amid_the_held_packets_keeps_no_lease_and_the_stream_goes_on(
        string codec, ConsumerType type, string mode, int encodings)
    {
        // Disposing the scene asserts that no lease is left.
        using var scene = new LayerScene(codec, type, mode, encodings);
        scene.Push(102, Payload(codec, 102, isKey: false));
        scene.Push(103, Payload(codec, 103, isKey: false));
        scene.SendsUntilFailure = 1;
        Assert.Throws<InvalidOperationException>(() => scene.Push(101, Payload(codec, 101, isKey: true)));

        scene.SendsUntilFailure = int.MaxValue;
        scene.Connect(isConnected: false);
        scene.Connect(isConnected: true);
        scene.Push(105, Payload(codec, 105, isKey: false), timestamp: 900_000);
        scene.Push(104, Payload(codec, 104, isKey: true), timestamp: 900_000);
        Assert.Equal([104, 105], scene.Inputs.TakeLast(2).Select(static input => (int)input));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void S0_random_jumps_restarts_and_key_frames_send_at_most_what_was_held(string codec, ConsumerType type, string mode, int encodings)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using var scene = new LayerScene(codec, type, mode, encodings);
            var random = new SeededRandomSource(seed);
            int sequence = random.Next(0, 65_536);
            for (int i = 0; i < 3000; i++)
            {
                sequence += random.Next(0, 24) switch
                {
                    0 => random.Next(0, 65_536),
                    1 => random.Next(-3200, 3200),
                    < 6 => random.Next(-20, 20),
                    _ => 1,
                };
                scene.Now += TimeSpan.FromMilliseconds(random.Next(0, 40));
                if (random.Next(0, 200) == 0)
                {
                    scene.Connect(isConnected: false);
                    scene.Connect(isConnected: true);
                }

                scene.Sent.Clear();
                uint ssrc = LayerScene.FirstSsrc + (uint)random.Next(0, encodings);
                scene.Push((ushort)sequence, Payload(codec, sequence, isKey: random.Next(0, 12) == 0), ssrc);
                int most = 1 + EngineLimits.MaxHeldPackets;
                Assert.True(scene.Sent.Count <= most, $"Seed {seed}, packet {i}: {scene.Sent.Count} were sent for one.");
            }
        }
    }

    private static byte[] Payload(string codec, int number, bool isKey) => codec switch
    {
        "video/VP8" => LayerScene.Vp8(number & 0x7FFF, isKey),
        "video/VP9" => LayerScene.Vp9(number & 0x7FFF, 0, isKey),
        "video/AV1" => [isKey ? (byte)0x18 : (byte)0x10, 1, 2, 3],
        _ => [isKey ? (byte)0x67 : (byte)0x61, 1, 2, 3],
    };
}
