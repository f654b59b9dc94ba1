using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Makes the capabilities of a room out of its codecs.</summary>
internal static class RoomCapabilities
{
    private static readonly int[] DynamicPayloadTypes =
        [.. Enumerable.Range(100, 28), .. Enumerable.Range(96, 4), .. Enumerable.Range(77, 19), .. Enumerable.Range(35, 37)];

    /// <exception cref="MediasoupTypeException">There is no codec, or one lacks what it must say.</exception>
    /// <exception cref="UnsupportedException">A codec is not one of v2's, or not one of the engine's.</exception>
    /// <exception cref="MediasoupException">There are more codecs than payload types.</exception>
    public static V2Capabilities Generate(IReadOnlyList<RoomMediaCodec>? mediaCodecs, HeaderExtensionSet extensions)
    {
        Check.That(mediaCodecs is { Count: > 0 }, "mediaCodecs must be a non empty list");
        List<V2Codec> codecs = [];
        Queue<int> payloadTypes = new(DynamicPayloadTypes);
        foreach (RoomMediaCodec mediaCodec in mediaCodecs)
        {
            V2Codec codec = Resolve(mediaCodec);
            codec = codec with
            {
                PayloadType = codec.PayloadType == SupportedCodecs.DynamicPayloadType ? Take(payloadTypes) : codec.PayloadType,
            };
            codecs.Add(codec);
            if (codec.Kind == MediaKind.Video)
            {
                codecs.Add(CreateRtx(codec, Take(payloadTypes)));
            }
        }

        return new V2Capabilities(codecs, SupportedHeaderExtensions.Of(extensions));
    }

    private static V2Codec Resolve(RoomMediaCodec? given)
    {
        Check.That(given is not null, "missing media codec");
        Check.That(given.Kind is MediaKind.Audio or MediaKind.Video, "missing media codec kind");
        Check.That(!string.IsNullOrEmpty(given.Name), "missing media codec name");
        Check.That(given.ClockRate is > 0, "missing media codec clockRate");
        JsonObject parameters = given.Parameters is null ? [] : MessageFields.Copy(given.Parameters, "media codec parameters");
        var wanted = new V2Codec
        {
            Kind = given.Kind,
            Name = given.Name,
            ClockRate = given.ClockRate.Value,
            Channels = given.Channels,
            PayloadType = 0,
            Parameters = parameters,
        };
        V2Codec supported = SupportedCodecs.All.FirstOrDefault(codec => codec.Matches(wanted)) is { } found && IsForwarded(found)
            ? found
            : throw new UnsupportedException($"media codec not supported [name:{given.Name}]");
        return supported with
        {
            Channels = supported.Kind == MediaKind.Audio ? supported.Channels ?? 1 : null,
            RtcpFeedback = supported.RtcpFeedback ?? [],
            Parameters = Overlay(supported.Parameters, parameters),
        };
    }

    /// <summary>v2's table contains H265; the engine does not forward it.</summary>
    private static bool IsForwarded(V2Codec codec) =>
        Mediasoup.GetSupportedRtpCapabilities().Codecs.Exists(
            other => string.Equals(other.MimeType, codec.MimeType, StringComparison.OrdinalIgnoreCase)
                && other.ClockRate == codec.ClockRate);

    private static JsonObject Overlay(JsonObject table, JsonObject given)
    {
        var all = (JsonObject)table.DeepClone();
        foreach ((string name, JsonNode? value) in given)
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }

    private static V2Codec CreateRtx(V2Codec codec, int payloadType) => new()
    {
        Kind = MediaKind.Video,
        Name = "rtx",
        MimeType = "video/rtx",
        ClockRate = codec.ClockRate,
        PayloadType = payloadType,
        Parameters = new JsonObject { ["apt"] = codec.PayloadType },
    };

    private static int Take(Queue<int> payloadTypes) =>
        payloadTypes.TryDequeue(out int payloadType)
            ? payloadType
            : throw new MediasoupException("cannot allocate more dynamic codec payload types");
}
