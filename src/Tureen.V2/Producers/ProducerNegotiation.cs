using System.Security.Cryptography;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Fits what a client sends into its room, by v2's rules, and describes it in v3's terms.</summary>
internal sealed class ProducerNegotiation
{
    private const int MaxVp9Layers = 3;
    private const int CnameLength = 8;

    private readonly V2Capabilities _room;
    private readonly V2RtpParameters _parameters;

    /// <exception cref="MediasoupException">The room has no such codec or header extension.</exception>
    public ProducerNegotiation(MediaKind kind, V2RtpParameters parameters, V2Capabilities room)
    {
        Kind = kind;
        _parameters = parameters;
        _room = room;
        Codecs = [.. parameters.Codecs.Select(codec => (codec, RoomCodecOf(codec)))];
        HeaderExtensions = [.. parameters.HeaderExtensions.Select(extension => (extension, RoomExtensionOf(extension)))];
        Labels = [.. parameters.Encodings.Select(encoding => encoding.Profile).Order()];
        Consumable = CreateConsumable();
    }

    public MediaKind Kind { get; }

    /// <summary>Each codec of the client with the room's.</summary>
    public IReadOnlyList<(V2Codec Sent, V2Codec Room)> Codecs { get; }

    public IReadOnlyList<(V2HeaderExtension Sent, V2HeaderExtension Room)> HeaderExtensions { get; }

    /// <summary>The profiles in ascending order: that of each spatial layer.</summary>
    public IReadOnlyList<Profile> Labels { get; }

    /// <summary>What consumers choose from.</summary>
    public ConsumableMedia Consumable { get; }

    /// <summary>Whether no encoding has an SSRC, so only RIDs identify the streams.</summary>
    public bool IsNamedByRidOnly =>
        _parameters.Encodings.All(encoding => encoding.Ssrc is null && encoding.EncodingId is not null);

    /// <summary>What the client sends; the lowest quality first.</summary>
    /// <param name="onlySsrc">The one stream that arrives although others were announced; null for those.</param>
    public RtpParameters ToRtpParameters(uint? onlySsrc = null) => new()
    {
        Mid = _parameters.MuxId,
        Codecs = [.. _parameters.Codecs.Select(codec => V3Conversion.Codec(codec, Kind))],
        HeaderExtensions =
            [.. _parameters.HeaderExtensions.Select(extension => new RtpHeaderExtensionParameters { Uri = extension.Uri, Id = extension.Id })],
        Encodings = onlySsrc is { } ssrc
            ? [new RtpEncodingParameters { Ssrc = ssrc, CodecPayloadType = PayloadTypeOf(_parameters.Encodings[0]) }]
            : ToEncodings(),
        Rtcp = new RtcpParameters
        {
            Cname = _parameters.Cname ?? RandomNumberGenerator.GetHexString(CnameLength, lowercase: true),
            ReducedSize = true,
        },
    };

    public RtpMapping ToMapping(RtpParameters parameters) => new()
    {
        Codecs =
        [
            .. Codecs.Select(pair => new RtpCodecMapping
            {
                PayloadType = pair.Sent.PayloadType,
                MappedPayloadType = pair.Room.PayloadType,
            }),
        ],
        Encodings =
        [
            .. parameters.Encodings.Select(encoding => new RtpEncodingMapping
            {
                Ssrc = encoding.Ssrc,
                Rid = encoding.Rid,
                MappedSsrc = (uint)RandomId.Next(),
            }),
        ],
    };

    /// <summary>What v3 consumers, and those of the layer, are made of.</summary>
    public RtpParameters ToConsumable(RtpParameters parameters, RtpMapping mapping) => new()
    {
        Codecs = [.. Consumable.Codecs.Select(codec => V3Conversion.Codec(codec, Kind))],
        HeaderExtensions =
            [.. HeaderExtensions.Select(pair => new RtpHeaderExtensionParameters { Uri = pair.Room.Uri, Id = pair.Room.Id })],
        Encodings =
        [
            .. parameters.Encodings.Select((encoding, index) => new RtpEncodingParameters
            {
                Ssrc = mapping.Encodings[index].MappedSsrc,
                ScalabilityMode = encoding.ScalabilityMode,
            }),
        ],
        Rtcp = new RtcpParameters { Cname = parameters.Rtcp.Cname, ReducedSize = true },
    };

    private bool IsVp9 => _parameters.Codecs.Any(codec => string.Equals(codec.Name, "VP9", StringComparison.OrdinalIgnoreCase));

    private ConsumableMedia CreateConsumable()
    {
        List<V2Codec> codecs = [];
        foreach ((V2Codec sent, V2Codec room) in Codecs)
        {
            if (!sent.IsRtx && !codecs.Contains(room))
            {
                codecs.Add(room);
                if (_room.FindRtx(room.PayloadType) is { } rtx)
                {
                    codecs.Add(rtx);
                }
            }
        }

        V2HeaderExtension[] extensions =
            [.. HeaderExtensions.Select(pair => pair.Room).Where(extension => extension.Uri != RtpHeaderExtensionUri.Mid)];
        return new ConsumableMedia(codecs, extensions, _parameters.Rtcp);
    }

    private List<RtpEncodingParameters> ToEncodings()
    {
        V2Encoding[] encodings = [.. _parameters.Encodings.OrderBy(encoding => encoding.Profile)];
        if (encodings.Length == 1)
        {
            return [ToEncoding(encodings[0], scalabilityMode: null)];
        }

        if (IsVp9 && encodings[0].Ssrc is not null)
        {
            // Browsers announce several SSRCs of VP9, and send all layers on the first one.
            int layers = Math.Min(encodings.Length, MaxVp9Layers);
            return [ToEncoding(encodings[0], $"L{layers}T3_KEY")];
        }

        // Browsers send three temporal layers with simulcast; undeclared ones would not be forwarded.
        return [.. encodings.Select(encoding => ToEncoding(encoding, "L1T3"))];
    }

    private RtpEncodingParameters ToEncoding(V2Encoding encoding, string? scalabilityMode) => new()
    {
        Ssrc = encoding.Ssrc,
        Rid = encoding.EncodingId,
        Rtx = encoding.RtxSsrc is { } rtx ? new RtpRtxParameters { Ssrc = rtx } : null,
        CodecPayloadType = PayloadTypeOf(encoding),
        ScalabilityMode = scalabilityMode,
    };

    private int PayloadTypeOf(V2Encoding encoding) =>
        encoding.CodecPayloadType ?? _parameters.Codecs.First(codec => !codec.IsRtx).PayloadType;

    private V2Codec RoomCodecOf(V2Codec codec)
    {
        if (!codec.IsRtx)
        {
            V2Codec typed = codec with { Kind = codec.Kind ?? Kind };
            return _room.Codecs.FirstOrDefault(other => !other.IsRtx && other.Matches(typed))
                ?? throw new MediasoupException($"unsupported codec [name:{codec.Name}, payloadType:{codec.PayloadType}]");
        }

        V2Codec media = _parameters.Codecs.First(other => !other.IsRtx && other.PayloadType == codec.AssociatedPayloadType);
        return _room.FindRtx(RoomCodecOf(media).PayloadType)
            ?? throw new MediasoupException($"no RTX codec for capability codec [payloadType:{media.PayloadType}]");
    }

    private V2HeaderExtension RoomExtensionOf(V2HeaderExtension extension) =>
        _room.HeaderExtensions.FirstOrDefault(
            other => other.Uri == extension.Uri && other.IsOfKind(extension.Kind) && other.IsOfKind(Kind))
        ?? throw new MediasoupException($"unsupported header extension [uri:{extension.Uri}]");
}
