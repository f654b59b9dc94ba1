namespace Tureen.Ortc;

/// <summary>Computes a client's parameters from its own capabilities and those of its router.</summary>
public static class ClientNegotiation
{
    private const int ProbatorPayloadType = 127;
    private const uint ProbatorSsrc = 1234;

    /// <summary>Finds what a client and its router have in common.</summary>
    /// <param name="localCapabilities">The validated capabilities of the client; they are not changed.</param>
    /// <param name="remoteCapabilities">The validated capabilities of the router; they are not changed.</param>
    /// <param name="preferLocalCodecsOrder">Whether codecs come in the client's order instead of the router's.</param>
    /// <returns>Codecs and header extensions with the numbers of both sides.</returns>
    public static ExtendedRtpCapabilities GetExtendedRtpCapabilities(
        RtpCapabilities localCapabilities,
        RtpCapabilities remoteCapabilities,
        bool preferLocalCodecsOrder = false)
    {
        // Matching gives both sides the H264 level agreed on, so it works on copies.
        RtpCapabilities local = localCapabilities.Clone();
        RtpCapabilities remote = remoteCapabilities.Clone();
        List<ExtendedRtpCodec> codecs = [];
        List<RtpCodecCapability> drivers = preferLocalCodecsOrder ? local.Codecs : remote.Codecs;
        List<RtpCodecCapability> others = preferLocalCodecsOrder ? remote.Codecs : local.Codecs;
        foreach (RtpCodecCapability driver in drivers.Where(codec => !codec.IsRtx))
        {
            RtpCodecCapability? match = others.Find(
                other => !other.IsRtx && CodecMatching.MatchAndModifyBoth(other, driver));
            if (match is not null)
            {
                codecs.Add(preferLocalCodecsOrder ? Extend(driver, match) : Extend(match, driver));
            }
        }

        foreach (ExtendedRtpCodec codec in codecs)
        {
            int? localRtx = FindRtxPayloadType(local, codec.LocalPayloadType);
            int? remoteRtx = FindRtxPayloadType(remote, codec.RemotePayloadType);
            if (localRtx is not null && remoteRtx is not null)
            {
                codec.LocalRtxPayloadType = localRtx;
                codec.RemoteRtxPayloadType = remoteRtx;
            }
        }

        return new ExtendedRtpCapabilities { Codecs = codecs, HeaderExtensions = CommonExtensions(local, remote) };
    }

    /// <summary>Makes the capabilities that a client sends to its router, in order to receive.</summary>
    /// <param name="extended">What client and router have in common.</param>
    /// <returns>Capabilities with the router's payload types and identifiers.</returns>
    public static RtpCapabilities GetRecvRtpCapabilities(ExtendedRtpCapabilities extended)
    {
        var capabilities = new RtpCapabilities { Codecs = [], HeaderExtensions = [] };
        foreach (ExtendedRtpCodec codec in extended.Codecs)
        {
            AddCapability(capabilities, codec, codec.RemotePayloadType, codec.RemoteRtxPayloadType);
        }

        foreach (ExtendedRtpHeaderExtension extension in extended.HeaderExtensions)
        {
            if (extension.Direction
                is RtpHeaderExtensionDirection.SendRecv or RtpHeaderExtensionDirection.RecvOnly)
            {
                capabilities.HeaderExtensions.Add(Capability(extension, extension.RecvId));
            }
        }

        return capabilities;
    }

    /// <summary>Makes the capabilities with which a client can send.</summary>
    /// <param name="extended">What client and router have in common.</param>
    /// <returns>Capabilities with the client's payload types and identifiers.</returns>
    public static RtpCapabilities GetSendRtpCapabilities(ExtendedRtpCapabilities extended)
    {
        var capabilities = new RtpCapabilities { Codecs = [], HeaderExtensions = [] };
        foreach (ExtendedRtpCodec codec in extended.Codecs)
        {
            AddCapability(capabilities, codec, codec.LocalPayloadType, codec.LocalRtxPayloadType);
        }

        foreach (ExtendedRtpHeaderExtension extension in extended.HeaderExtensions)
        {
            if (IsSent(extension))
            {
                capabilities.HeaderExtensions.Add(Capability(extension, extension.SendId));
            }
        }

        return capabilities;
    }

    /// <summary>Makes the parameters of a Producer, without <c>mid</c>, encodings and <c>rtcp</c> values.</summary>
    /// <param name="kind">The kind of media.</param>
    /// <param name="extended">What client and router have in common.</param>
    /// <returns>All codecs of the kind, with the client's parameters.</returns>
    public static RtpParameters GetSendingRtpParameters(MediaKind kind, ExtendedRtpCapabilities extended)
        => SendingParameters(kind, extended, codec => codec.LocalParameters);

    /// <summary>
    /// Makes the parameters with which the router's side of a Producer is described to the client's own media stack.
    /// </summary>
    /// <param name="kind">The kind of media.</param>
    /// <param name="extended">What client and router have in common.</param>
    /// <returns>All codecs of the kind, with the router's parameters and one kind of bandwidth feedback.</returns>
    public static RtpParameters GetSendingRemoteRtpParameters(MediaKind kind, ExtendedRtpCapabilities extended)
    {
        RtpParameters parameters = SendingParameters(kind, extended, codec => codec.RemoteParameters);
        FeedbackReduction.Apply(parameters);
        return parameters;
    }

    /// <summary>Chooses one media codec and its RTX codec.</summary>
    /// <param name="codecs">Codecs, each followed by its RTX codec.</param>
    /// <param name="capabilityCodec">The codec wanted; the first if not given.</param>
    /// <returns>One or two codecs, not copied.</returns>
    /// <exception cref="MediasoupTypeException">The codec wanted is not there.</exception>
    public static List<RtpCodecParameters> ReduceCodecs(
        List<RtpCodecParameters> codecs,
        RtpCodecCapability? capabilityCodec = null)
    {
        int index = capabilityCodec is null
            ? 0
            : codecs.FindIndex(codec => CodecMatching.MatchesAsClient(codec, capabilityCodec));
        if (index < 0 || index >= codecs.Count)
        {
            string wanted = capabilityCodec is null ? "" : $" [mimeType:{capabilityCodec.MimeType}]: {CodecMismatch.Describe(capabilityCodec, codecs)}";
            throw new MediasoupTypeException("no matching codec found" + wanted);
        }

        bool hasRtx = index + 1 < codecs.Count && codecs[index + 1].IsRtx;
        return codecs.GetRange(index, hasRtx ? 2 : 1);
    }

    /// <summary>Makes the parameters under which a client receives the router's bandwidth probes.</summary>
    /// <param name="videoRtpParameters">The parameters of any video Consumer; they are not changed.</param>
    /// <returns>Parameters with the fixed MID, payload type, SSRC and CNAME of the probator.</returns>
    /// <exception cref="MediasoupTypeException">The parameters are invalid.</exception>
    public static RtpParameters GenerateProbatorRtpParameters(RtpParameters videoRtpParameters)
    {
        RtpParameters? video = videoRtpParameters?.Clone();
        RtpValidation.Validate(video);
        if (video.Codecs.Count == 0)
        {
            throw new MediasoupTypeException("missing codecs");
        }

        RtpCodecParameters codec = video.Codecs[0];
        codec.PayloadType = ProbatorPayloadType;
        return new RtpParameters
        {
            Mid = "probator",
            Codecs = [codec],
            HeaderExtensions = video.HeaderExtensions,
            Encodings = [new RtpEncodingParameters { Ssrc = ProbatorSsrc }],
            Rtcp = new RtcpParameters { Cname = "probator" },
        };
    }

    /// <summary>Determines whether a client can send a kind of media.</summary>
    /// <param name="kind">The kind of media.</param>
    /// <param name="sendCapabilities">The capabilities with which the client can send.</param>
    /// <returns>Whether there is a codec of the kind.</returns>
    public static bool CanSend(MediaKind kind, RtpCapabilities sendCapabilities)
        => sendCapabilities.Codecs.Exists(codec => codec.Kind == kind);

    /// <summary>Determines whether a client can receive a Consumer.</summary>
    /// <param name="parameters">The parameters of the Consumer; validated, and normalised in place.</param>
    /// <param name="recvCapabilities">The capabilities that the client sent to its router.</param>
    /// <returns>Whether the client knows the payload type of the first codec.</returns>
    /// <exception cref="MediasoupTypeException">The parameters are invalid.</exception>
    public static bool CanReceive(RtpParameters parameters, RtpCapabilities recvCapabilities)
    {
        RtpValidation.Validate(parameters);
        return parameters.Codecs.Count > 0
            && recvCapabilities.Codecs.Exists(
                codec => codec.PreferredPayloadType == parameters.Codecs[0].PayloadType);
    }

    private static ExtendedRtpCodec Extend(RtpCodecCapability local, RtpCodecCapability remote)
        => new()
        {
            Kind = local.Kind,
            MimeType = local.MimeType,
            ClockRate = local.ClockRate,
            Channels = local.Channels,
            LocalPayloadType = local.PreferredPayloadType ?? throw MissingPayloadType(),
            RemotePayloadType = remote.PreferredPayloadType ?? throw MissingPayloadType(),
            LocalParameters = local.Parameters,
            RemoteParameters = remote.Parameters,
            RtcpFeedback = CommonFeedback(local, remote),
        };

    private static MediasoupTypeException MissingPayloadType() => new("missing codec.preferredPayloadType");

    private static List<RtcpFeedback> CommonFeedback(RtpCodecCapability local, RtpCodecCapability remote)
    {
        List<RtcpFeedback> common = [];
        foreach (RtcpFeedback ours in local.RtcpFeedback)
        {
            RtcpFeedback? theirs = remote.RtcpFeedback.Find(
                feedback => string.Equals(feedback.Type, ours.Type, StringComparison.Ordinal)
                    && string.Equals(feedback.Parameter ?? "", ours.Parameter ?? "", StringComparison.Ordinal));
            if (theirs is not null)
            {
                common.Add(theirs.Clone());
            }
        }

        return common;
    }

    private static List<ExtendedRtpHeaderExtension> CommonExtensions(RtpCapabilities local, RtpCapabilities remote)
    {
        List<ExtendedRtpHeaderExtension> common = [];
        foreach (RtpHeaderExtension theirs in remote.HeaderExtensions)
        {
            RtpHeaderExtension? ours = local.HeaderExtensions.Find(
                extension => extension.Kind == theirs.Kind
                    && string.Equals(extension.Uri, theirs.Uri, StringComparison.Ordinal));
            bool isStopped = ours?.Direction == RtpHeaderExtensionDirection.Stopped || theirs.Direction == RtpHeaderExtensionDirection.Stopped;
            if (ours is not null && !isStopped)
            {
                common.Add(new ExtendedRtpHeaderExtension
                {
                    Kind = theirs.Kind,
                    Uri = theirs.Uri,
                    SendId = ours.PreferredId,
                    RecvId = theirs.PreferredId,
                    Encrypt = ours.PreferredEncrypt,
                    Direction = Mirror(theirs.Direction),
                });
            }
        }

        return common;
    }

    private static RtpHeaderExtensionDirection Mirror(RtpHeaderExtensionDirection direction)
        => direction switch
        {
            RtpHeaderExtensionDirection.RecvOnly => RtpHeaderExtensionDirection.SendOnly,
            RtpHeaderExtensionDirection.SendOnly => RtpHeaderExtensionDirection.RecvOnly,
            _ => direction,
        };

    private static int? FindRtxPayloadType(RtpCapabilities capabilities, int payloadType)
        => capabilities.Codecs.Find(codec => codec.IsRtx && codec.AssociatedPayloadType == payloadType)
            ?.PreferredPayloadType;

    private static bool IsSent(ExtendedRtpHeaderExtension extension)
        => extension.Direction is RtpHeaderExtensionDirection.SendRecv or RtpHeaderExtensionDirection.SendOnly;

    private static void AddCapability(
        RtpCapabilities capabilities,
        ExtendedRtpCodec codec,
        int payloadType,
        int? rtxPayloadType)
    {
        capabilities.Codecs.Add(new RtpCodecCapability
        {
            Kind = codec.Kind,
            MimeType = codec.MimeType,
            PreferredPayloadType = payloadType,
            ClockRate = codec.ClockRate,
            Channels = codec.Channels,
            Parameters = codec.LocalParameters.Clone(),
            RtcpFeedback = codec.RtcpFeedback.CloneAll(),
        });
        if (rtxPayloadType is not null)
        {
            capabilities.Codecs.Add(new RtpCodecCapability
            {
                Kind = codec.Kind,
                MimeType = $"{codec.Kind.ToWireString()}/rtx",
                PreferredPayloadType = rtxPayloadType,
                ClockRate = codec.ClockRate,
                Parameters = new() { ["apt"] = payloadType },
                RtcpFeedback = [],
            });
        }
    }

    private static RtpHeaderExtension Capability(ExtendedRtpHeaderExtension extension, int id)
        => new()
        {
            Kind = extension.Kind,
            Uri = extension.Uri,
            PreferredId = id,
            PreferredEncrypt = extension.Encrypt,
            Direction = extension.Direction,
        };

    private static RtpParameters SendingParameters(
        MediaKind kind,
        ExtendedRtpCapabilities extended,
        Func<ExtendedRtpCodec, CodecParameters> parametersOf)
    {
        var parameters = new RtpParameters { Codecs = [], HeaderExtensions = [], Encodings = [], Rtcp = new() };
        foreach (ExtendedRtpCodec codec in extended.Codecs.Where(codec => codec.Kind == kind))
        {
            parameters.Codecs.Add(new RtpCodecParameters
            {
                MimeType = codec.MimeType,
                PayloadType = codec.LocalPayloadType,
                ClockRate = codec.ClockRate,
                Channels = codec.Channels,
                Parameters = parametersOf(codec).Clone(),
                RtcpFeedback = codec.RtcpFeedback.CloneAll(),
            });
            if (codec.LocalRtxPayloadType is { } rtxPayloadType)
            {
                parameters.Codecs.Add(new RtpCodecParameters
                {
                    MimeType = $"{codec.Kind.ToWireString()}/rtx",
                    PayloadType = rtxPayloadType,
                    ClockRate = codec.ClockRate,
                    Parameters = new() { ["apt"] = codec.LocalPayloadType },
                    RtcpFeedback = [],
                });
            }
        }

        foreach (ExtendedRtpHeaderExtension extension in extended.HeaderExtensions)
        {
            if (extension.Kind == kind && IsSent(extension))
            {
                parameters.HeaderExtensions.Add(new RtpHeaderExtensionParameters
                {
                    Uri = extension.Uri,
                    Id = extension.SendId,
                    Encrypt = extension.Encrypt,
                });
            }
        }

        return parameters;
    }
}
