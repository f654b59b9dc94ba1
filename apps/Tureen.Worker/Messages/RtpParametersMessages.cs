using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>What is sent in an RTP stream: codecs, header extensions, encodings.</summary>
internal static class RtpParametersMessages
{
    public static readonly MediaKind[] Kinds = [MediaKind.Audio, MediaKind.Video];

    public static readonly ConsumerType[] Types = [ConsumerType.Simple, ConsumerType.Simulcast, ConsumerType.Svc, ConsumerType.Pipe];

    private static readonly string[] Uris =
    [
        RtpHeaderExtensionUri.Mid,
        RtpHeaderExtensionUri.RtpStreamId,
        RtpHeaderExtensionUri.RepairedRtpStreamId,
        RtpHeaderExtensionUri.AbsSendTime,
        RtpHeaderExtensionUri.TransportWideCc,
        RtpHeaderExtensionUri.AudioLevel,
        RtpHeaderExtensionUri.DependencyDescriptor,
        RtpHeaderExtensionUri.VideoOrientation,
        RtpHeaderExtensionUri.TransmissionOffset,
        RtpHeaderExtensionUri.AbsCaptureTime,
        RtpHeaderExtensionUri.PlayoutDelay,
        RtpHeaderExtensionUri.PacketId,
    ];

    public static RtpParameters Read(FlatTable table)
    {
        FlatTable rtcp = table.RequiredTable(4);
        return new RtpParameters
        {
            Mid = table.NonEmptyString(0),
            Codecs = [.. table.RequiredTables(1, ReadCodec)],
            HeaderExtensions = [.. table.RequiredTables(2, ReadHeaderExtension)],
            Encodings = [.. table.RequiredTables(3, ReadEncoding)],
            Rtcp = new RtcpParameters { Cname = rtcp.NonEmptyString(0), ReducedSize = rtcp.Bool(1, defaultValue: true) },
            Msid = table.NonEmptyString(5),
        };
    }

    public static RtpEncodingParameters ReadEncoding(FlatTable table) => new()
    {
        Ssrc = table.OptionalUInt32(0),
        Rid = table.NonEmptyString(1),
        CodecPayloadType = table.OptionalUInt8(2),
        Rtx = table.TryTable(3, out FlatTable rtx) ? new RtpRtxParameters { Ssrc = rtx.UInt32(0) } : null,
        Dtx = table.Bool(4),
        ScalabilityMode = table.NonEmptyString(5),
        MaxBitrate = table.Has(6) ? table.BitsPerSecond(6) : null,
    };

    public static RtpMapping ReadMapping(FlatTable table) => new()
    {
        Codecs = [.. table.RequiredTables(0, static codec => new RtpCodecMapping
        {
            PayloadType = codec.UInt8(0),
            MappedPayloadType = codec.UInt8(1),
        })],
        Encodings = [.. table.RequiredTables(1, static encoding => new RtpEncodingMapping
        {
            Rid = encoding.NonEmptyString(0),
            Ssrc = encoding.OptionalUInt32(1),
            MappedSsrc = encoding.UInt32(MappedSsrcField(encoding.Schema)),
        })],
    };

    public static FlatOffset Write(FlatWriter writer, RtpParameters parameters)
    {
        writer.Begin();
        writer.String(0, parameters.Mid);
        writer.Tables(1, parameters.Codecs, WriteCodec);
        writer.Tables(2, parameters.HeaderExtensions, WriteHeaderExtension);
        writer.Tables(3, parameters.Encodings, WriteEncoding);
        writer.Table(4, WriteRtcp(writer, parameters.Rtcp));
        writer.String(5, parameters.Msid);
        return writer.End();
    }

    public static FlatOffset WriteEncoding(FlatWriter writer, RtpEncodingParameters encoding)
    {
        writer.Begin();
        writer.OptionalUInt32(0, encoding.Ssrc);
        writer.String(1, encoding.Rid);
        writer.OptionalUInt8(2, encoding.CodecPayloadType);
        if (encoding.Rtx is { } rtx)
        {
            writer.Begin();
            writer.UInt32(0, rtx.Ssrc);
            writer.Table(3, writer.End());
        }

        writer.Bool(4, encoding.Dtx == true);
        writer.String(5, encoding.ScalabilityMode);
        writer.OptionalBitsPerSecond(6, encoding.MaxBitrate);
        return writer.End();
    }

    public static FlatOffset WriteMapping(FlatWriter writer, RtpMapping mapping)
    {
        writer.Begin();
        writer.Tables(0, mapping.Codecs, static (writer, codec) =>
        {
            writer.Begin();
            writer.UInt8(0, (byte)codec.PayloadType);
            writer.UInt8(1, (byte)codec.MappedPayloadType);
            return writer.End();
        });
        writer.Tables(1, mapping.Encodings, static (writer, encoding) =>
        {
            writer.Begin();
            writer.String(0, encoding.Rid);
            writer.OptionalUInt32(1, encoding.Ssrc);
            writer.UInt32(MappedSsrcField(writer.Schema), encoding.MappedSsrc);
            return writer.End();
        });
        return writer.End();
    }

    private static int MappedSsrcField(ChannelSchema schema) => schema.HasMappedScalabilityMode ? 3 : 2;

    private static RtpCodecParameters ReadCodec(FlatTable table) => new()
    {
        MimeType = table.RequiredString(0),
        PayloadType = table.UInt8(1),
        ClockRate = table.Size(2),
        Channels = table.OptionalUInt8(3) is > 0 and byte channels ? channels : null,
        Parameters = CodecParametersMessages.Read(table, 4),
        RtcpFeedback = [.. table.Tables(5, static feedback => new RtcpFeedback
        {
            Type = feedback.RequiredString(0),
            Parameter = feedback.NonEmptyString(1),
        })],
    };

    private static RtpHeaderExtensionParameters ReadHeaderExtension(FlatTable table) => new()
    {
        Uri = table.Choice(0, Uris),
        Id = table.UInt8(1),
        Encrypt = table.Bool(2),
        Parameters = CodecParametersMessages.Read(table, 3),
    };

    private static FlatOffset WriteCodec(FlatWriter writer, RtpCodecParameters codec)
    {
        writer.Begin();
        writer.String(0, codec.MimeType);
        writer.UInt8(1, (byte)codec.PayloadType);
        writer.Size(2, codec.ClockRate);
        writer.OptionalUInt8(3, codec.Channels);
        CodecParametersMessages.Write(writer, 4, codec.Parameters);
        writer.Tables(5, codec.RtcpFeedback, static (writer, feedback) =>
        {
            writer.Begin();
            writer.String(0, feedback.Type);
            writer.String(1, feedback.Parameter);
            return writer.End();
        });
        return writer.End();
    }

    private static FlatOffset WriteHeaderExtension(FlatWriter writer, RtpHeaderExtensionParameters extension)
    {
        writer.Begin();
        writer.Choice(0, extension.Uri, Uris);
        writer.UInt8(1, (byte)extension.Id);
        writer.Bool(2, extension.Encrypt);
        CodecParametersMessages.Write(writer, 3, extension.Parameters);
        return writer.End();
    }

    private static FlatOffset WriteRtcp(FlatWriter writer, RtcpParameters rtcp)
    {
        writer.Begin();
        writer.String(0, rtcp.Cname);
        writer.Bool(1, rtcp.ReducedSize ?? true);
        return writer.End();
    }
}
