using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Describes in v2's terms what a v3 producer of the room's router sends.</summary>
internal static class AdoptedMedia
{
    public static (ConsumableMedia Media, IReadOnlyList<Profile> Labels) Describe(Tureen.Producer producer, V2Capabilities room)
    {
        RtpParameters consumable = producer.ConsumableRtpParameters;
        V2Codec[] codecs =
        [
            .. consumable.Codecs
                .Select(codec => room.FindCodec(codec.PayloadType))
                .OfType<V2Codec>(),
        ];
        V2HeaderExtension[] extensions =
        [
            .. consumable.HeaderExtensions
                .Where(extension => extension.Uri != RtpHeaderExtensionUri.Mid && room.HeaderExtensions.Any(own => own.Id == extension.Id))
                .Select(extension => new V2HeaderExtension(producer.Kind, extension.Uri, extension.Id)),
        ];
        JsonObject rtcp = new() { ["cname"] = consumable.Rtcp.Cname, ["reducedSize"] = true, ["mux"] = true };
        return (new ConsumableMedia(codecs, extensions, rtcp), Labels(consumable));
    }

    /// <summary>What v2's <c>rtpParameters</c> would say.</summary>
    public static JsonObject Parameters(Tureen.Producer producer) =>
        (JsonObject)JsonNode.Parse(OrtcJson.Serialize(producer.RtpParameters))!;

    private static Profile[] Labels(RtpParameters consumable)
    {
        int layers = consumable.Encodings.Count > 1
            ? consumable.Encodings.Count
            : ScalabilityMode.Parse(consumable.Encodings[0].ScalabilityMode).SpatialLayers;
        return layers switch
        {
            1 => [Profile.Default],
            2 => [Profile.Low, Profile.High],
            _ => [Profile.Low, Profile.Medium, .. Enumerable.Repeat(Profile.High, layers - 2)],
        };
    }
}
