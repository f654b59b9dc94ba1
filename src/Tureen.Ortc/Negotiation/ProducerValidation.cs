namespace Tureen.Ortc;

/// <summary>The checks that a router makes before it accepts a Producer, beyond those of its transport.</summary>
public static class ProducerValidation
{
    /// <summary>mediasoup takes simulcast of VP8 and H264 only; browsers send it in all codecs of video that the server supports.</summary>
    private static readonly string[] LayeredCodecs = [.. SupportedRtpCapabilities.VideoMimeTypes()];

    private static readonly string[] RepairCodecs = ["rtx", "red", "ulpfec", "flexfec", "x-ulpfecuc", "parityfec"];

    /// <summary>
    /// Checks the parameters of a Producer and returns its type. Each encoding without a payload type gets that of the
    /// first media codec, and each codec the usual spelling of its MIME type, in place.
    /// </summary>
    /// <param name="kind">The kind of the Producer.</param>
    /// <param name="parameters">Its validated parameters.</param>
    /// <param name="mapping">Its mapping.</param>
    /// <returns>How the Producer carries its media.</returns>
    /// <exception cref="MediasoupTypeException">The parameters contradict themselves.</exception>
    public static ProducerType Check(MediaKind kind, RtpParameters parameters, RtpMapping mapping)
    {
        ParameterLimits.Check(parameters);
        RtpCodecParameters mediaCodec = CheckCodecs(kind, parameters);
        Require(parameters.HeaderExtensions.TrueForAll(extension => extension.Id > 0), "header extension id is 0");
        Require(parameters.Encodings.Count > 0, "empty rtpParameters.encodings");
        Require(mapping.Encodings.Count == parameters.Encodings.Count, "rtpMapping.encodings does not fit");
        Require(mapping.Encodings.TrueForAll(encoding => encoding.MappedSsrc > 0), "missing mappedSsrc");
        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            CheckEncoding(encoding, parameters, mediaCodec);
        }

        ProducerType type = TypeOf(parameters.Encodings);
        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            CheckCodecOfType(type, CodecOf(parameters, encoding));
        }

        CheckOneCodec(parameters);
        return type;
    }

    /// <summary>Determines how streams carry their media.</summary>
    /// <param name="encodings">The streams, one or more.</param>
    /// <returns>Simulcast if there are several, SVC if the only one has layers.</returns>
    public static ProducerType TypeOf(IReadOnlyList<RtpEncodingParameters> encodings)
    {
        if (encodings.Count > 1)
        {
            return ProducerType.Simulcast;
        }

        ScalabilityMode mode = ScalabilityMode.Parse(encodings.Count == 0 ? null : encodings[0].ScalabilityMode);
        return mode.SpatialLayers > 1 || mode.TemporalLayers > 1 ? ProducerType.Svc : ProducerType.Simple;
    }

    private static RtpCodecParameters CheckCodecs(MediaKind kind, RtpParameters parameters)
    {
        Require(parameters.Codecs.Count > 0, "empty rtpParameters.codecs");
        var payloadTypes = new HashSet<int>();
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            codec.MimeType = MimeTypeSpelling.Usual(codec.MimeType);
            Require(payloadTypes.Add(codec.PayloadType), "duplicated payloadType");
            Require(
                codec.MimeType.StartsWith($"{kind.ToWireString()}/", StringComparison.OrdinalIgnoreCase),
                "codec of another kind");
            if (codec.IsRtx)
            {
                Require(
                    codec.AssociatedPayloadType is { } apt
                        && parameters.Codecs.Find(media => media.PayloadType == apt) is { } mediaCodec
                        && !IsRepair(mediaCodec),
                    "RTX codec without its media codec");
            }
        }

        return parameters.Codecs.Find(codec => !IsRepair(codec))
            ?? throw new MediasoupTypeException("no media codec found");
    }

    private static void CheckEncoding(
        RtpEncodingParameters encoding,
        RtpParameters parameters,
        RtpCodecParameters mediaCodec)
    {
        int payloadType = encoding.CodecPayloadType ??= mediaCodec.PayloadType;
        Require(
            parameters.Codecs.Exists(codec => codec.PayloadType == payloadType && !IsRepair(codec)),
            "unknown codecPayloadType");
        ScalabilityMode mode = ScalabilityMode.Parse(encoding.ScalabilityMode);
        Require(
            mode.SpatialLayers <= OrtcLimits.MaxLayers && mode.TemporalLayers <= OrtcLimits.MaxLayers,
            $"scalabilityMode {encoding.ScalabilityMode} has more than {OrtcLimits.MaxLayers} layers");
        bool isNamed = encoding.Ssrc is > 0 || !string.IsNullOrEmpty(encoding.Rid);
        if (parameters.Encodings.Count > 1)
        {
            Require(isNamed, "one of several encodings without ssrc and rid");
            Require(mode.SpatialLayers == 1, "several encodings with spatial layers");
        }
        else
        {
            Require(isNamed || !string.IsNullOrEmpty(parameters.Mid), "encoding without ssrc, rid and mid");
        }
    }

    private static void CheckCodecOfType(ProducerType type, RtpCodecParameters codec)
        => Require(
            type switch
            {
                ProducerType.Simulcast or ProducerType.Svc => LayeredCodecs.Contains(codec.MimeType, StringComparer.OrdinalIgnoreCase),
                _ => true,
            },
            $"{codec.MimeType} cannot be {type.ToWireString()}");

    /// <summary>A consumer switches between encodings within one stream, so all encodings must have one codec.</summary>
    private static void CheckOneCodec(RtpParameters parameters)
    {
        string first = CodecOf(parameters, parameters.Encodings[0]).MimeType;
        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            string other = CodecOf(parameters, encoding).MimeType;
            Require(
                string.Equals(first, other, StringComparison.OrdinalIgnoreCase),
                $"encodings of different codecs, {first} and {other}, in one producer");
        }
    }

    private static RtpCodecParameters CodecOf(RtpParameters parameters, RtpEncodingParameters encoding)
        => parameters.Codecs.Find(codec => codec.PayloadType == encoding.CodecPayloadType)!;

    private static bool IsRepair(RtpCodecParameters codec)
        => RepairCodecs.Contains(
            codec.MimeType[(codec.MimeType.IndexOf('/', StringComparison.Ordinal) + 1)..],
            StringComparer.OrdinalIgnoreCase);

    private static void Require(bool valid, string problem)
    {
        if (!valid)
        {
            throw new MediasoupTypeException(problem);
        }
    }
}
