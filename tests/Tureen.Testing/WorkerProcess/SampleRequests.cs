using Tureen.Ortc;
using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Testing.WorkerProcess;

/// <summary>Requests as an application makes them, without the size in front.</summary>
internal static class SampleRequests
{
    public const uint Ssrc = 1111;

    public static byte[] Write(uint id, RequestMethod method, string handlerId, Func<FlatWriter, FlatOffset>? body = null)
    {
        var writer = new FlatWriter();
        FlatOffset written = body?.Invoke(writer) ?? default;
        writer.Begin();
        writer.UInt32(0, id);
        writer.UInt8(1, (byte)method);
        writer.String(2, handlerId);
        writer.Union(3, (byte)RequestTable.BodyOf(method), written);
        return Finish(writer, MessageBody.Request, writer.End());
    }

    public static byte[] WriteNotification(
        NotificationEvent name, NotificationBody kind, string handlerId, Func<FlatWriter, FlatOffset> body)
    {
        var writer = new FlatWriter();
        FlatOffset written = body(writer);
        writer.Begin();
        writer.String(0, handlerId);
        writer.UInt8(1, (byte)name);
        writer.Union(2, (byte)kind, written);
        return Finish(writer, MessageBody.Notification, writer.End());
    }

    public static FlatOffset Id(FlatWriter writer, string id)
    {
        writer.Begin();
        writer.String(0, id);
        return writer.End();
    }

    public static FlatOffset DirectTransport(FlatWriter writer, string id) =>
        WithOptions(writer, id, static writer => writer.Table(0, TransportOptions(writer, isDirect: true)));

    public static FlatOffset PlainTransport(FlatWriter writer, string id, byte? suite = null) => WithOptions(writer, id, writer =>
    {
        writer.Table(0, TransportOptions(writer, isDirect: false));
        writer.Table(1, ListenInfo(writer));
        writer.Bool(3, value: true);
        writer.Bool(4, value: true);
        writer.Bool(5, suite is not null);
        writer.OptionalUInt8(6, suite);
    });

    public static FlatOffset PipeTransport(FlatWriter writer, string id) => WithOptions(writer, id, static writer =>
    {
        writer.Table(0, TransportOptions(writer, isDirect: false));
        writer.Table(1, ListenInfo(writer));
        writer.Bool(2, value: true);
    });

    public static FlatOffset WebRtcTransport(FlatWriter writer, string id) => WithOptions(writer, id, static writer =>
    {
        writer.Table(0, TransportOptions(writer, isDirect: false));
        writer.Begin();
        writer.Tables(0, (int[])[1, 2], static (writer, _) => ListenInfo(writer));
        writer.Union(1, 1, writer.End());
    });

    public static FlatOffset Produce(FlatWriter writer, string id)
    {
        writer.Begin();
        writer.String(0, id);
        writer.UInt8(1, (byte)MediaKind.Audio);
        writer.Table(2, RtpParametersMessages.Write(writer, Opus()));
        writer.Table(3, RtpParametersMessages.WriteMapping(writer, new RtpMapping
        {
            Codecs = [new RtpCodecMapping { PayloadType = 111, MappedPayloadType = 100 }],
            Encodings = [new RtpEncodingMapping { Ssrc = Ssrc, MappedSsrc = 2222 }],
        }));
        return writer.End();
    }

    public static FlatOffset Consume(FlatWriter writer, string id, string producerId)
    {
        RtpParameters parameters = Opus();
        parameters.Encodings[0].Ssrc = 3333;
        parameters.Codecs[0].PayloadType = 100;
        writer.Begin();
        writer.String(0, id);
        writer.String(1, producerId);
        writer.UInt8(2, (byte)MediaKind.Audio);
        writer.Table(3, RtpParametersMessages.Write(writer, parameters));
        writer.UInt8(4, (byte)ConsumerType.Simple);
        writer.Tables(5, [new RtpEncodingParameters { Ssrc = 2222 }], RtpParametersMessages.WriteEncoding);
        return writer.End();
    }

    public static FlatOffset ProduceData(FlatWriter writer, string id)
    {
        writer.Begin();
        writer.String(0, id);
        writer.UInt8(1, (byte)DataProducerType.Direct);
        writer.String(3, "label");
        writer.String(4, "protocol");
        return writer.End();
    }

    public static FlatOffset ConsumeData(FlatWriter writer, string id, string dataProducerId)
    {
        writer.Begin();
        writer.String(0, id);
        writer.String(1, dataProducerId);
        writer.UInt8(2, (byte)DataConsumerType.Direct);
        writer.String(4, "label");
        writer.String(5, "protocol");
        writer.UInt16s(7, [1, 2]);
        return writer.End();
    }

    public static FlatOffset SendMessage(FlatWriter writer, string text)
    {
        writer.Begin();
        writer.UInt32(0, 51);
        writer.Bytes(1, System.Text.Encoding.UTF8.GetBytes(text));
        writer.UInt16s(2, []);
        return writer.End();
    }

    private static RtpParameters Opus() => new()
    {
        Mid = "0",
        Codecs =
        [
            new RtpCodecParameters
            {
                MimeType = "audio/opus",
                PayloadType = 111,
                ClockRate = 48_000,
                Channels = 2,
                Parameters = new CodecParameters { ["useinbandfec"] = 1, ["usedtx"] = 1 },
            },
        ],
        HeaderExtensions = [new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.AudioLevel, Id = 10 }],
        Encodings = [new RtpEncodingParameters { Ssrc = Ssrc, Dtx = true }],
        Rtcp = new RtcpParameters { Cname = "cname" },
    };

    private static FlatOffset WithOptions(FlatWriter writer, string id, Action<FlatWriter> options)
    {
        writer.Begin();
        writer.String(0, id);
        writer.Begin();
        options(writer);
        writer.Table(1, writer.End());
        return writer.End();
    }

    private static FlatOffset TransportOptions(FlatWriter writer, bool isDirect)
    {
        writer.Begin();
        writer.Bool(0, isDirect);
        writer.UInt32(3, 1000);
        writer.UInt32(4, 2000);
        return writer.End();
    }

    private static FlatOffset ListenInfo(FlatWriter writer)
    {
        writer.Begin();
        writer.UInt8(0, 1);
        writer.String(1, "127.0.0.1");
        writer.String(2, "9.9.9.9");
        writer.Begin();
        writer.Table(5, writer.End());
        writer.Begin();
        writer.Table(6, writer.End());
        return writer.End();
    }

    private static byte[] Finish(FlatWriter writer, MessageBody kind, FlatOffset value)
    {
        writer.Begin();
        writer.Union(0, (byte)kind, value);
        return writer.Finish(writer.End())[4..].ToArray();
    }
}
