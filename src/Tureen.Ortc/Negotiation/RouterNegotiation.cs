namespace Tureen.Ortc;

/// <summary>Computes a router's capabilities from its media codecs, and its mapping from the parameters of Producers.</summary>
public static class RouterNegotiation
{
    /// <summary>Makes the capabilities of a router.</summary>
    /// <param name="mediaCodecs">The codecs to route; they are not changed.</param>
    /// <returns>
    /// The supported ones of the given codecs, with payload types and an RTX codec for each video codec, and all
    /// supported header extensions.
    /// </returns>
    /// <exception cref="MediasoupTypeException">A codec is invalid or its payload type is already used.</exception>
    /// <exception cref="UnsupportedException">A codec is not supported.</exception>
    /// <exception cref="MediasoupException">There are no payload types left.</exception>
    public static RtpCapabilities GenerateRouterRtpCapabilities(IEnumerable<RtpCodecCapability> mediaCodecs)
    {
        if (mediaCodecs is null)
        {
            throw new MediasoupTypeException("mediaCodecs must be an array");
        }

        RtpCapabilities supported = SupportedRtpCapabilities.Get();
        RtpValidation.Validate(supported);
        var capabilities = new RtpCapabilities { Codecs = [], HeaderExtensions = supported.HeaderExtensions };
        List<int> pool = [.. Enumerable.Range(100, 28), 96, 97, 98, 99];
        foreach (RtpCodecCapability given in mediaCodecs)
        {
            RtpCodecCapability mediaCodec = given?.Clone() ?? throw new MediasoupTypeException("missing codec");
            RtpValidation.Validate(mediaCodec);
            RtpCodecCapability codec = supported.Codecs.Find(candidate => CodecMatching.Matches(mediaCodec, candidate))
                ?.Clone()
                ?? throw new UnsupportedException($"media codec not supported [mimeType:{mediaCodec.MimeType}]: {CodecMismatch.Describe(mediaCodec, supported.Codecs)}");

            codec.PreferredPayloadType = TakePayloadType(pool, mediaCodec, codec);
            if (capabilities.Codecs.Exists(used => used.PreferredPayloadType == codec.PreferredPayloadType))
            {
                throw new MediasoupTypeException("duplicated codec.preferredPayloadType");
            }

            foreach ((string name, CodecParameterValue value) in mediaCodec.Parameters)
            {
                codec.Parameters[name] = value;
            }

            capabilities.Codecs.Add(codec);
            if (codec.Kind == MediaKind.Video)
            {
                capabilities.Codecs.Add(Rtx(codec, TakePayloadType(pool)));
            }
        }

        return capabilities;
    }

    /// <summary>Decides how the router renumbers what a Producer sends.</summary>
    /// <param name="parameters">
    /// The validated parameters of the Producer; the <c>profile-level-id</c> of H264 codecs may be changed.
    /// </param>
    /// <param name="capabilities">The capabilities of the router.</param>
    /// <param name="firstMappedSsrc">The SSRC of the first encoding; random, of nine digits, if not given.</param>
    /// <returns>Payload types and SSRCs of the router.</returns>
    /// <exception cref="UnsupportedException">The router has no such codec, or no RTX for it.</exception>
    /// <exception cref="MediasoupTypeException">An RTX codec belongs to no media codec.</exception>
    public static RtpMapping GetProducerRtpParametersMapping(
        RtpParameters parameters,
        RtpCapabilities capabilities,
        uint? firstMappedSsrc = null)
    {
        var mapping = new RtpMapping();
        var matches = new Dictionary<RtpCodecParameters, RtpCodecCapability>();
        foreach (RtpCodecParameters codec in parameters.Codecs.Where(codec => !codec.IsRtx))
        {
            matches[codec] = capabilities.Codecs.Find(candidate => CodecMatching.MatchAndModify(codec, candidate))
                ?? throw new UnsupportedException(
                    $"unsupported codec [mimeType:{codec.MimeType}, payloadType:{codec.PayloadType}]: "
                    + CodecMismatch.Describe(codec, capabilities.Codecs));
        }

        foreach (RtpCodecParameters codec in parameters.Codecs.Where(codec => codec.IsRtx))
        {
            RtpCodecParameters mediaCodec = parameters.Codecs.Find(
                candidate => !candidate.IsRtx && candidate.PayloadType == codec.AssociatedPayloadType)
                ?? throw new MediasoupTypeException(
                    $"missing media codec found for RTX PT {codec.PayloadType}");
            matches[codec] = FindRtx(capabilities, matches[mediaCodec].PreferredPayloadType)
                ?? throw new UnsupportedException(
                    $"no RTX codec for capability codec PT {matches[mediaCodec].PreferredPayloadType}");
        }

        foreach ((RtpCodecParameters codec, RtpCodecCapability match) in matches)
        {
            mapping.Codecs.Add(new RtpCodecMapping
            {
                PayloadType = codec.PayloadType,
                MappedPayloadType = match.PreferredPayloadType!.Value,
            });
        }

        uint mappedSsrc = firstMappedSsrc ?? RandomSsrc.Next();
        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            mapping.Encodings.Add(new RtpEncodingMapping
            {
                Ssrc = encoding.Ssrc is > 0 ? encoding.Ssrc : null,
                Rid = string.IsNullOrEmpty(encoding.Rid) ? null : encoding.Rid,
                MappedSsrc = mappedSsrc++,
            });
        }

        return mapping;
    }

    /// <summary>Makes the parameters under which the router offers a Producer to Consumers.</summary>
    /// <param name="kind">The kind of the Producer.</param>
    /// <param name="parameters">The validated parameters of the Producer.</param>
    /// <param name="capabilities">The capabilities of the router.</param>
    /// <param name="mapping">The mapping of the Producer.</param>
    /// <returns>The consumable parameters.</returns>
    /// <exception cref="MediasoupTypeException">The mapping does not fit the parameters.</exception>
    public static RtpParameters GetConsumableRtpParameters(
        MediaKind kind,
        RtpParameters parameters,
        RtpCapabilities capabilities,
        RtpMapping mapping)
    {
        if (mapping.Encodings.Count != parameters.Encodings.Count)
        {
            throw new MediasoupTypeException("rtpMapping.encodings does not fit rtpParameters.encodings");
        }

        var consumable = new RtpParameters
        {
            Codecs = [],
            HeaderExtensions = [],
            Encodings = [],
            Rtcp = new RtcpParameters { Cname = parameters.Rtcp.Cname, ReducedSize = true },
            Msid = parameters.Msid,
        };
        foreach (RtpCodecParameters codec in parameters.Codecs.Where(codec => !codec.IsRtx))
        {
            AddConsumableCodec(consumable, codec, capabilities, mapping);
        }

        AddConsumableExtensions(consumable, kind, parameters, capabilities);
        for (int i = 0; i < parameters.Encodings.Count; i++)
        {
            RtpEncodingParameters encoding = parameters.Encodings[i].Clone();
            encoding.Rid = null;
            encoding.Rtx = null;
            encoding.CodecPayloadType = null;
            encoding.Ssrc = mapping.Encodings[i].MappedSsrc;
            consumable.Encodings.Add(encoding);
        }

        return consumable;
    }

    private static void AddConsumableCodec(
        RtpParameters consumable,
        RtpCodecParameters codec,
        RtpCapabilities capabilities,
        RtpMapping mapping)
    {
        RtpCodecMapping mapped = mapping.Codecs.Find(entry => entry.PayloadType == codec.PayloadType)
            ?? throw new MediasoupTypeException($"no mapping for PT {codec.PayloadType}");
        RtpCodecCapability match = capabilities.Codecs.Find(
            candidate => candidate.PreferredPayloadType == mapped.MappedPayloadType)
            ?? throw new MediasoupTypeException($"no router codec with PT {mapped.MappedPayloadType}");
        RtpCodecParameters consumableCodec = InUse(match, match.PreferredPayloadType!.Value);
        consumableCodec.Parameters = codec.Parameters.Clone();
        consumable.Codecs.Add(consumableCodec);
        if (FindRtx(capabilities, match.PreferredPayloadType) is { } rtx)
        {
            consumable.Codecs.Add(InUse(rtx, rtx.PreferredPayloadType!.Value));
        }
    }

    private static void AddConsumableExtensions(
        RtpParameters consumable,
        MediaKind kind,
        RtpParameters parameters,
        RtpCapabilities capabilities)
    {
        bool hasCaptureTime = parameters.HeaderExtensions.Exists(
            extension => string.Equals(extension.Uri, RtpHeaderExtensionUri.AbsCaptureTime, StringComparison.Ordinal));
        foreach (RtpHeaderExtension extension in capabilities.HeaderExtensions)
        {
            bool isCaptureTime =
                string.Equals(extension.Uri, RtpHeaderExtensionUri.AbsCaptureTime, StringComparison.Ordinal);
            if (extension.Kind == kind
                && extension.Direction is RtpHeaderExtensionDirection.SendRecv or RtpHeaderExtensionDirection.SendOnly
                && (hasCaptureTime || !isCaptureTime))
            {
                consumable.HeaderExtensions.Add(new RtpHeaderExtensionParameters
                {
                    Uri = extension.Uri,
                    Id = extension.PreferredId,
                    Encrypt = extension.PreferredEncrypt,
                    Parameters = [],
                });
            }
        }
    }

    private static RtpCodecParameters InUse(RtpCodecCapability codec, int payloadType)
        => new()
        {
            MimeType = codec.MimeType,
            PayloadType = payloadType,
            ClockRate = codec.ClockRate,
            Channels = codec.Channels,
            Parameters = codec.Parameters.Clone(),
            RtcpFeedback = codec.RtcpFeedback.CloneAll(),
        };

    private static RtpCodecCapability Rtx(RtpCodecCapability codec, int payloadType)
        => new()
        {
            Kind = codec.Kind,
            MimeType = "video/rtx",
            PreferredPayloadType = payloadType,
            ClockRate = codec.ClockRate,
            Parameters = new() { ["apt"] = codec.PreferredPayloadType!.Value },
            RtcpFeedback = [],
        };

    private static RtpCodecCapability? FindRtx(RtpCapabilities capabilities, int? payloadType)
        => capabilities.Codecs.Find(codec => codec.IsRtx && codec.AssociatedPayloadType == payloadType);

    private static int TakePayloadType(List<int> pool, RtpCodecCapability mediaCodec, RtpCodecCapability supported)
    {
        if (mediaCodec.PreferredPayloadType is { } given)
        {
            pool.Remove(given);
            return given;
        }

        return supported.PreferredPayloadType ?? TakePayloadType(pool);
    }

    private static int TakePayloadType(List<int> pool)
    {
        if (pool.Count == 0)
        {
            throw new MediasoupException("cannot allocate more dynamic codec payload types");
        }

        int payloadType = pool[0];
        pool.RemoveAt(0);
        return payloadType;
    }
}
