using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>Senders that change their SSRCs at random, seen from the receiver.</summary>
public sealed class RebindingRandomTests
{
    private static readonly string[] Opus = ["111/opus/48000/2"];
    private static readonly string[] Vp8 = ["96/VP8/90000"];

    [Theory]
    [InlineData(MediaKind.Audio, "{}", ConsumerType.Simple)]
    [InlineData(MediaKind.Audio, """{ "ssrc": 1 }""", ConsumerType.Simple)]
    [InlineData(MediaKind.Video, """{ "rid": "h" }""", ConsumerType.Simple)]
    [InlineData(MediaKind.Video, """{ "rid": "h" }""", ConsumerType.Pipe)]
    [InlineData(MediaKind.Video, """{ "rid": "h" }, { "rid": "l" }""", ConsumerType.Simulcast)]
    public void Whatever_SSRC_sends_the_receiver_sees_one_stream(MediaKind kind, string encodings, ConsumerType type)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using var scene = new SourceScene(kind, kind == MediaKind.Audio ? Opus : Vp8, encodings);
            scene.Consume(type);
            int bursts = Run(scene, seed);
            AssertOneStream(scene, seed);
            Assert.True(scene.Sent.Count >= bursts * 20, $"seed {seed}: {scene.Sent.Count} packets of {bursts} bursts");
        }
    }

    /// <summary>Bursts of 20 to 60 packets, each of another SSRC, with a BYE or silence between them and late packets of those before.</summary>
    private static int Run(SourceScene scene, ulong seed)
    {
        var random = new SeededRandomSource(seed);
        int bursts = random.Next(3, 12);
        uint previous = 0;
        for (uint ssrc = 1; ssrc <= bursts; ssrc++)
        {
            if (previous != 0 && random.Next(0, 1) == 0)
            {
                scene.Bye(previous);
            }
            else
            {
                scene.Wait(EngineLimits.SourceSilence + TimeSpan.FromMilliseconds(random.Next(0, 3000)));
            }

            ushort sequence = (ushort)random.NextUInt32();
            uint timestamp = random.NextUInt32();
            int packets = random.Next(20, 60);
            for (int i = 0; i < packets; i++)
            {
                Push(scene, ssrc, sequence++, timestamp, isKey: i == 0);
                timestamp += scene.Producer.Kind == MediaKind.Audio ? 960u : 1800;
                scene.Wait(TimeSpan.FromMilliseconds(20));
                if (previous != 0 && random.Next(0, 9) == 0)
                {
                    Push(scene, previous, (ushort)random.NextUInt32(), random.NextUInt32(), isKey: true);
                }
            }

            previous = ssrc;
        }

        return bursts;
    }

    private static void Push(SourceScene scene, uint ssrc, ushort sequence, uint timestamp, bool isKey)
    {
        bool isAudio = scene.Producer.Kind == MediaKind.Audio;
        scene.Push(
            ssrc,
            sequence,
            timestamp,
            isAudio ? new byte[20] : SourceScene.Vp8(isKey),
            isAudio ? (byte)111 : (byte)96,
            isAudio ? SourceScene.Mid() : SourceScene.Rid("h"));
    }

    private static void AssertOneStream(SourceScene scene, ulong seed)
    {
        int clockRate = scene.Producer.Kind == MediaKind.Audio ? 48_000 : 90_000;
        for (int i = 1; i < scene.Sent.Count; i++)
        {
            string place = $"seed {seed}, packet {i}";
            Assert.True((ushort)(scene.Sent[i].Sequence - scene.Sent[i - 1].Sequence) == 1, place);
            int step = (int)(scene.Sent[i].Timestamp - scene.Sent[i - 1].Timestamp);
            double elapsed = (scene.Sent[i].At - scene.Sent[i - 1].At).TotalSeconds * clockRate;
            Assert.True(step > 0 && Math.Abs(step - elapsed) <= clockRate * 0.04, $"{place}: step {step} in {elapsed}");
        }
    }
}
