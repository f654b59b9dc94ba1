using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>SCTP: associations and their streams.</summary>
internal static class SctpMessages
{
    public static SctpStreamParameters? ReadStream(FlatTable table) => table.IsEmpty
        ? null
        : new SctpStreamParameters
        {
            StreamId = table.UInt16(0),
            Ordered = table.OptionalBool(1),
            MaxPacketLifeTime = table.OptionalUInt16(2),
            MaxRetransmits = table.OptionalUInt16(3),
        };

    public static FlatOffset WriteStream(FlatWriter writer, SctpStreamParameters? stream)
    {
        if (stream is null)
        {
            return default;
        }

        writer.Begin();
        writer.UInt16(0, (ushort)stream.StreamId);
        writer.OptionalBool(1, stream.Ordered);
        writer.OptionalUInt16(2, stream.MaxPacketLifeTime);
        writer.OptionalUInt16(3, stream.MaxRetransmits);
        return writer.End();
    }

    public static FlatOffset WriteParameters(FlatWriter writer, SctpParameters? parameters)
    {
        if (parameters is null)
        {
            return default;
        }

        writer.Begin();
        writer.UInt16(0, (ushort)parameters.Port);
        writer.Size(1, parameters.MaxSendMessageSize ?? 0);
        writer.Size(2, parameters.MaxReceiveMessageSize ?? 0);
        writer.Size(3, parameters.SendBufferSize ?? 0);
        writer.Size(4, parameters.PerStreamSendQueueLimit ?? 0);
        writer.Size(5, parameters.MaxReceiverWindowBufferSize ?? 0);
        writer.Bool(6, parameters.IsDataChannel == true);
        return writer.End();
    }

    public static FlatOffset WriteCapabilities(FlatWriter writer, SctpNegotiatedCapabilities? capabilities)
    {
        if (capabilities is null)
        {
            return default;
        }

        writer.Begin();
        writer.UInt16(0, (ushort)capabilities.NegotiatedMaxOutboundStreams);
        writer.UInt16(1, (ushort)capabilities.NegotiatedMaxInboundStreams);
        return writer.End();
    }
}
