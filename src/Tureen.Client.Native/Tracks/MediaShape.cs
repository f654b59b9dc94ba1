using System.Security.Cryptography;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Client.Native.Tracks;

/// <summary>
/// How the router of a session carries one source of media. Numbers stay as they are: the codecs have the same payload types on both ends, and the
/// header extensions the ids of the engine.
/// </summary>
/// <param name="Kind">Audio or video.</param>
/// <param name="Parameters">What comes in.</param>
/// <param name="Mapping">Under which numbers it is forwarded.</param>
/// <param name="Consumable">What can be consumed of it.</param>
internal sealed record MediaShape(MediaKind Kind, RtpParameters Parameters, RtpMapping Mapping, RtpParameters Consumable)
{
    private static readonly Dictionary<string, int> ForwardedIds = new(StringComparer.Ordinal)
    {
        [RtpHeaderExtensionUri.AbsCaptureTime] = RouterExtensionId.AbsCaptureTime,
        [RtpHeaderExtensionUri.AudioLevel] = RouterExtensionId.AudioLevel,
        [RtpHeaderExtensionUri.DependencyDescriptor] = RouterExtensionId.DependencyDescriptor,
        [RtpHeaderExtensionUri.VideoOrientation] = RouterExtensionId.VideoOrientation,
        [RtpHeaderExtensionUri.PlayoutDelay] = RouterExtensionId.PlayoutDelay,
    };

    /// <summary>The numbers of this source's encodings inside the router.</summary>
    public IReadOnlyList<uint> MappedSsrcs => [.. Mapping.Encodings.Select(static encoding => encoding.MappedSsrc)];

    /// <summary>What the application sends to be forwarded as <paramref name="sent"/>: the same codec, one stream for each encoding.</summary>
    public static MediaShape OfApplication(MediaKind kind, RtpParameters sent)
    {
        RtpParameters parameters = ForApplication(sent, [.. sent.Encodings.Select(static _ => RandomSsrc())]);
        return Create(kind, parameters);
    }

    /// <summary>What the server sends. It is one stream, whatever layers the server chose it from.</summary>
    public static MediaShape OfServer(MediaKind kind, RtpParameters received)
    {
        RtpParameters parameters = received.Clone();
        parameters.Encodings.ForEach(static encoding => encoding.ScalabilityMode = null);
        return Create(kind, parameters);
    }

    /// <summary>What the application gets of it: no retransmissions, because nothing is lost on the way.</summary>
    public RtpParameters ForApplication() => ForApplication(Consumable, MappedSsrcs);

    public static uint RandomSsrc() => (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private static MediaShape Create(MediaKind kind, RtpParameters parameters)
    {
        var mapping = new RtpMapping
        {
            Codecs = [.. parameters.Codecs.Select(static codec => new RtpCodecMapping { PayloadType = codec.PayloadType, MappedPayloadType = codec.PayloadType })],
            Encodings = [.. parameters.Encodings.Select(static encoding => new RtpEncodingMapping { Ssrc = encoding.Ssrc, Rid = encoding.Rid, MappedSsrc = RandomSsrc() })],
        };
        var consumable = new RtpParameters
        {
            Codecs = [.. parameters.Codecs.Select(static codec => codec.Clone())],
            HeaderExtensions = ForwardedExtensions(parameters),
            Encodings = [.. mapping.Encodings.Select(static encoding => new RtpEncodingParameters { Ssrc = encoding.MappedSsrc })],
            Rtcp = parameters.Rtcp.Clone(),
        };
        return new MediaShape(kind, parameters, mapping, consumable);
    }

    private static RtpParameters ForApplication(RtpParameters parameters, IReadOnlyList<uint> ssrcs) => new()
    {
        Codecs = [.. parameters.Codecs.Where(static codec => !codec.IsRtx).Select(WithKeyFrameRequests)],
        HeaderExtensions = ForwardedExtensions(parameters),
        Encodings = [.. ssrcs.Select(static ssrc => new RtpEncodingParameters { Ssrc = ssrc })],
        Rtcp = parameters.Rtcp.Clone(),
    };

    private static List<RtpHeaderExtensionParameters> ForwardedExtensions(RtpParameters parameters) =>
    [
        .. parameters.HeaderExtensions
            .Where(static extension => ForwardedIds.ContainsKey(extension.Uri))
            .Select(static extension => new RtpHeaderExtensionParameters { Uri = extension.Uri, Id = ForwardedIds[extension.Uri] }),
    ];

    private static RtpCodecParameters WithKeyFrameRequests(RtpCodecParameters codec)
    {
        RtpCodecParameters copy = codec.Clone();
        copy.RtcpFeedback.RemoveAll(static feedback => feedback is not { Type: "nack", Parameter: "pli" });
        return copy;
    }
}
