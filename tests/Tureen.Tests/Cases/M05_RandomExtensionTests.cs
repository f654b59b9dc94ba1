using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>Whatever producer and consumers negotiate, each consumer gets that and nothing else, with the values that came.</summary>
public sealed class M05_RandomExtensionTests
{
    /// <summary>URI, length of the value, and of which kind of media it is forwarded.</summary>
    private static readonly (string Uri, int Length, MediaKind? Kind)[] Proxied =
    [
        (RtpHeaderExtensionUri.AudioLevel, 1, MediaKind.Audio),
        (RtpHeaderExtensionUri.VideoOrientation, 1, MediaKind.Video),
        (RtpHeaderExtensionUri.TransmissionOffset, 3, MediaKind.Video),
        (RtpHeaderExtensionUri.PlayoutDelay, 3, null),
        (RtpHeaderExtensionUri.PacketId, 4, null),
        (RtpHeaderExtensionUri.AbsCaptureTime, 8, null),
        (RtpHeaderExtensionUri.DependencyDescriptor, 5, MediaKind.Video),
    ];

    private static readonly string[] Added = [RtpHeaderExtensionUri.AbsSendTime, RtpHeaderExtensionUri.TransportWideCc];

    [Fact]
    public void M05_random_sets_reach_each_consumer_as_negotiated()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var random = new SeededRandomSource(seed);
            MediaKind kind = random.Next(0, 1) == 0 ? MediaKind.Audio : MediaKind.Video;
            List<(string Uri, int Id)> sent = Choose(random, [.. Proxied.Select(static extension => extension.Uri)], longIds: random.Next(0, 3) == 0);
            using var scene = new DirectScene(kind, Producer(kind, sent), [Codec(kind)], seed);
            var consumers = new List<(ConsumerCore Consumer, List<(string Uri, int Id)> Negotiated)>();
            for (ushort sequence = 1; sequence < 40; sequence++)
            {
                ChangeConsumers(random, scene, consumers);
                (byte[] packet, Dictionary<string, string> values) = Packet(random, kind, sequence, sent);
                scene.Send(packet);
                Check(scene.TakeSent(), consumers, kind, values, $"seed {seed}, packet {sequence}");
                Repeat(random, scene, consumers, kind, values, $"seed {seed}, packet {sequence} again");
                scene.Run(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private static void ChangeConsumers(
        SeededRandomSource random, DirectScene scene, List<(ConsumerCore Consumer, List<(string Uri, int Id)> Negotiated)> consumers)
    {
        if (consumers.Count < 7 && random.Next(0, 2) == 0)
        {
            // Most are of a kind, as those of one client are.
            List<(string Uri, int Id)> negotiated = consumers.Count > 0 && random.Next(0, 1) == 0
                ? consumers[0].Negotiated
                : Choose(random, [RtpHeaderExtensionUri.Mid, .. Added, .. Proxied.Select(static extension => extension.Uri)], random.Next(0, 5) == 0);
            consumers.Add((scene.Consume([.. negotiated]), negotiated));
        }
        else if (consumers.Count > 3 && random.Next(0, 4) == 0)
        {
            int index = random.Next(0, consumers.Count - 1);
            consumers[index].Consumer.Close();
            consumers.RemoveAt(index);
        }
    }

    private static void Repeat(
        SeededRandomSource random,
        DirectScene scene,
        List<(ConsumerCore Consumer, List<(string Uri, int Id)> Negotiated)> consumers,
        MediaKind kind,
        Dictionary<string, string> values,
        string where)
    {
        if (kind == MediaKind.Video && consumers.Count > 0)
        {
            (ConsumerCore Consumer, List<(string Uri, int Id)> Negotiated) chosen = consumers[random.Next(0, consumers.Count - 1)];
            scene.Nack(chosen.Consumer, chosen.Consumer.Streams[0].Sender.MaxSequence);
            Check(scene.TakeSent(), [chosen], kind, values, where);
        }
    }

    private static void Check(
        List<byte[]> packets,
        List<(ConsumerCore Consumer, List<(string Uri, int Id)> Negotiated)> consumers,
        MediaKind kind,
        Dictionary<string, string> values,
        string where)
    {
        Assert.True(packets.Count == consumers.Count, $"{where}: {packets.Count} packets for {consumers.Count} consumers");
        for (int i = 0; i < packets.Count; i++)
        {
            SortedDictionary<int, string> expected = [];
            foreach ((string uri, int id) in consumers[i].Negotiated)
            {
                if (uri == RtpHeaderExtensionUri.Mid)
                {
                    expected.Add(id, "37");
                }
                else if (Array.IndexOf(Added, uri) >= 0 && kind == MediaKind.Video)
                {
                    expected.Add(id, "*");
                }
                else if (values.TryGetValue(uri, out string? value))
                {
                    expected.Add(id, value);
                }
            }

            SortedDictionary<int, string>? found = DirectScene.ExtensionsOf(packets[i]);
            string text = $"{where}, consumer {i}: [{string.Join(' ', expected)}] and not [{string.Join(' ', found ?? [])}]";
            Assert.True((found is null) == (expected.Count == 0) && (found?.Count ?? 0) == expected.Count, text);
            foreach ((int id, string value) in expected)
            {
                Assert.True(found!.TryGetValue(id, out string? actual) && (value == "*" || value == actual), text);
            }

            AssertForm(packets[i], expected, text);
        }
    }

    /// <summary>The two-byte form only where an element of this consumer needs it, or may come to need it.</summary>
    private static void AssertForm(byte[] packet, SortedDictionary<int, string> expected, string text)
    {
        bool isTwoByte = expected.Count > 0 && packet[12] == 0x10;
        bool mayBe = expected.Any(static element => element.Key > 14 || element.Value.Length > 32);
        Assert.True(isTwoByte == mayBe, text);
    }

    private static (byte[] Packet, Dictionary<string, string> Values) Packet(
        SeededRandomSource random, MediaKind kind, ushort sequence, List<(string Uri, int Id)> sent)
    {
        byte[] bytes = new byte[500];
        bool isTwoByte = sent.Exists(static extension => extension.Id > 14);
        byte payloadType = (byte)(kind == MediaKind.Audio ? 0 : 96);
        var writer = new RtpHeaderWriter(bytes, payloadType, true, sequence, sequence * 3000u, DirectScene.Ssrc, isTwoByte);
        Dictionary<string, string> values = [];
        foreach ((string uri, int id) in sent)
        {
            (string Uri, int Length, MediaKind? Kind) extension = Array.Find(Proxied, known => known.Uri == uri);
            if (random.Next(0, 3) > 0)
            {
                byte[] value = new byte[extension.Length];
                random.Fill(value);
                Assert.NotEqual(0, writer.AddExtension(id, value));
                if (extension.Kind is null || extension.Kind == kind)
                {
                    // The capture time leaves in its long form.
                    values.Add(uri, Convert.ToHexString(value) + (uri == RtpHeaderExtensionUri.AbsCaptureTime ? "0000000000000000" : ""));
                }
            }
        }

        int header = writer.Finish();
        bytes[header] = 0x10;
        return (bytes[..(header + 20)], values);
    }

    private static List<(string Uri, int Id)> Choose(SeededRandomSource random, string[] uris, bool longIds)
    {
        List<(string Uri, int Id)> chosen = [];
        foreach (string uri in uris)
        {
            int id = random.Next(1, longIds ? 255 : 14);
            if (random.Next(0, 2) > 0 && !chosen.Exists(other => other.Id == id))
            {
                chosen.Add((uri, id));
            }
        }

        return chosen;
    }

    private static string Codec(MediaKind kind) => kind == MediaKind.Audio
        ? """{ "kind": "audio", "mimeType": "audio/PCMU", "clockRate": 8000 }"""
        : """{ "kind": "video", "mimeType": "video/VP8", "clockRate": 90000 }""";

    private static string Producer(MediaKind kind, List<(string Uri, int Id)> extensions)
    {
        string codecs = kind == MediaKind.Audio
            ? """{ "mimeType": "audio/PCMU", "payloadType": 0, "clockRate": 8000 }"""
            : """
              { "mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "rtcpFeedback": [{ "type": "nack" }] },
              { "mimeType": "video/rtx", "payloadType": 97, "clockRate": 90000, "parameters": { "apt": 96 } }
              """;
        string list = string.Join(',', extensions.Select(static extension => $$"""{ "uri": "{{extension.Uri}}", "id": {{extension.Id}} }"""));
        return $$"""
            {
              "mid": "a", "codecs": [{{codecs}}], "headerExtensions": [{{list}}],
              "encodings": [{ "ssrc": {{DirectScene.Ssrc}} }], "rtcp": { "cname": "c" }
            }
            """;
    }
}
