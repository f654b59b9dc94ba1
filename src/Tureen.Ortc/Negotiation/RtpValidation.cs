using System.Diagnostics.CodeAnalysis;

namespace Tureen.Ortc;

/// <summary>
/// Checks parameters and fills in their defaults, in place. What a type cannot hold (a string as SSRC) is refused when
/// its JSON is read, with the same error.
/// </summary>
public static class RtpValidation
{
    /// <summary>Checks RTP capabilities and fills in defaults.</summary>
    /// <param name="capabilities">The capabilities.</param>
    /// <param name="requirePayloadTypes">Whether every codec must have a payload type, as a client demands.</param>
    /// <exception cref="MediasoupTypeException">Something is missing, invalid, out of range, or there is too much of it.</exception>
    public static void Validate([NotNull] RtpCapabilities? capabilities, bool requirePayloadTypes = false)
    {
        Require(capabilities, "rtpCapabilities");
        capabilities.Codecs ??= [];
        capabilities.HeaderExtensions ??= [];
        ParameterLimits.Check(capabilities);
        foreach (RtpCodecCapability codec in capabilities.Codecs)
        {
            Validate(codec, requirePayloadTypes);
        }

        foreach (RtpHeaderExtension extension in capabilities.HeaderExtensions)
        {
            Require(extension, "headerExtension");
            RequireText(extension.Uri, "headerExtension.uri");
            RequireRange(extension.PreferredId, 0, 255, "headerExtension.preferredId");
            Require(Enum.IsDefined(extension.Kind), $"headerExtension.kind {extension.Kind}");
            Require(Enum.IsDefined(extension.Direction), $"headerExtension.direction {extension.Direction}");
        }
    }

    /// <summary>Checks a codec capability and fills in defaults; the kind is taken from the media type.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="requirePayloadType">Whether it must have a payload type, as a client demands.</param>
    /// <exception cref="MediasoupTypeException">Something is missing, invalid or out of range.</exception>
    public static void Validate([NotNull] RtpCodecCapability? codec, bool requirePayloadType = false)
    {
        Require(codec, "codec");
        codec.Kind = ValidateShared(codec);
        if (requirePayloadType || codec.PreferredPayloadType is not null)
        {
            RequireRange(codec.PreferredPayloadType ?? -1, 0, 127, "codec.preferredPayloadType");
        }
    }

    /// <summary>Checks RTP parameters and fills in defaults.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="MediasoupTypeException">Something is missing, invalid, out of range, or there is too much of it.</exception>
    public static void Validate([NotNull] RtpParameters? parameters)
    {
        Require(parameters, "rtpParameters");
        Require(parameters.Codecs, "rtpParameters.codecs");
        parameters.HeaderExtensions ??= [];
        parameters.Encodings ??= [];
        parameters.Rtcp ??= new();
        ParameterLimits.Check(parameters);
        foreach (RtpCodecParameters codec in parameters.Codecs)
        {
            Require(codec, "codec");
            ValidateShared(codec);
            RequireRange(codec.PayloadType, 0, 127, "codec.payloadType");
        }

        foreach (RtpHeaderExtensionParameters extension in parameters.HeaderExtensions)
        {
            Require(extension, "headerExtension");
            RequireText(extension.Uri, "headerExtension.uri");
            RequireRange(extension.Id, 0, 255, "headerExtension.id");
            ValidateValues(extension.Parameters ??= [], "headerExtension.parameters");
        }

        foreach (RtpEncodingParameters encoding in parameters.Encodings)
        {
            Require(encoding, "encoding");
            encoding.Dtx ??= false;
        }

        // mediasoup turns a given false into true as well, and clients expect true everywhere.
        parameters.Rtcp.ReducedSize = true;
    }

    /// <summary>Checks SCTP stream parameters and decides the order if it was not given.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <exception cref="MediasoupTypeException">
    /// The stream identifier is out of range, both limits are given, or order is demanded together with a limit.
    /// </exception>
    public static void Validate([NotNull] SctpStreamParameters? parameters)
    {
        Require(parameters, "sctpStreamParameters");
        RequireRange(parameters.StreamId, 0, 65535, "sctpStreamParameters.streamId");
        RequireRange(parameters.MaxPacketLifeTime ?? 0, 0, 65535, "sctpStreamParameters.maxPacketLifeTime");
        RequireRange(parameters.MaxRetransmits ?? 0, 0, 65535, "sctpStreamParameters.maxRetransmits");

        // A limit of 0 counts as not given.
        bool hasLifeTime = parameters.MaxPacketLifeTime is > 0;
        bool hasRetransmits = parameters.MaxRetransmits is > 0;
        if (hasLifeTime && hasRetransmits)
        {
            throw new MediasoupTypeException("cannot provide both maxPacketLifeTime and maxRetransmits");
        }

        bool limited = hasLifeTime || hasRetransmits;
        if (limited && parameters.Ordered is true)
        {
            throw new MediasoupTypeException("cannot be ordered with maxPacketLifeTime or maxRetransmits");
        }

        parameters.Ordered ??= !limited;
    }

    /// <summary>Checks the SCTP capabilities of a client before 3.20.</summary>
    /// <param name="capabilities">The capabilities.</param>
    /// <exception cref="MediasoupTypeException">The numbers of streams are missing or out of range.</exception>
    public static void Validate([NotNull] SctpCapabilities? capabilities)
    {
        Require(capabilities, "sctpCapabilities");
        Require(capabilities.NumStreams, "sctpCapabilities.numStreams");
        RequireRange(capabilities.NumStreams.Os, 0, 65535, "numSctpStreams.OS");
        RequireRange(capabilities.NumStreams.Mis, 0, 65535, "numSctpStreams.MIS");
    }

    private static MediaKind ValidateShared(RtpCodec codec)
    {
        RequireText(codec.MimeType, "codec.mimeType");
        MediaKind kind;
        if (codec.MimeType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))
        {
            kind = MediaKind.Audio;
        }
        else
        {
            Require(codec.MimeType.StartsWith("video/", StringComparison.OrdinalIgnoreCase), $"codec.mimeType '{codec.MimeType}', not audio/… or video/…");
            kind = MediaKind.Video;
        }

        Require(codec.MimeType.Length > "audio/".Length, $"codec.mimeType '{codec.MimeType}', the name is missing");
        RequireRange(codec.ClockRate, 1, int.MaxValue, "codec.clockRate");
        codec.Channels = kind == MediaKind.Audio ? codec.Channels ?? 1 : null;
        ValidateValues(codec.Parameters ??= [], "codec.parameters");
        foreach (RtcpFeedback feedback in codec.RtcpFeedback ??= [])
        {
            Require(feedback, "rtcpFeedback");
            RequireText(feedback.Type, "rtcpFeedback.type");
            feedback.Parameter ??= string.Empty;
        }

        return kind;
    }

    private static void ValidateValues(CodecParameters parameters, string owner)
    {
        foreach (string name in parameters.Names.ToArray())
        {
            CodecParameterValue value = parameters[name];
            switch (value.Kind)
            {
                case CodecParameterValueKind.Undefined:
                    parameters[name] = value = string.Empty;
                    break;
                case CodecParameterValueKind.Boolean or CodecParameterValueKind.IntegerList:
                    throw new MediasoupTypeException($"invalid {owner} [{name}]");
                default:
                    break;
            }

            if (string.Equals(name, "apt", StringComparison.Ordinal) && !value.IsNumber)
            {
                throw new MediasoupTypeException($"invalid {owner} [apt]");
            }
        }
    }

    private static void Require([NotNull] object? value, string what)
    {
        if (value is null)
        {
            throw new MediasoupTypeException($"missing {what}");
        }
    }

    private static void RequireText([NotNull] string? value, string what)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new MediasoupTypeException($"missing {what}");
        }
    }

    private static void Require(bool valid, string what)
    {
        if (!valid)
        {
            throw new MediasoupTypeException($"invalid {what}");
        }
    }

    private static void RequireRange(int value, int min, int max, string what)
        => Require(value >= min && value <= max, $"{what} {value}, not from {min} to {max}");
}
