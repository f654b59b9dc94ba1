using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>What can be consumed of a producer, under the room's numbers.</summary>
/// <param name="Codecs">The room's codecs, each followed by its RTX.</param>
/// <param name="HeaderExtensions">Without MID.</param>
/// <param name="Rtcp">As the producer sent it.</param>
internal sealed record ConsumableMedia(
    IReadOnlyList<V2Codec> Codecs, IReadOnlyList<V2HeaderExtension> HeaderExtensions, JsonObject Rtcp);
